// The agent's end of a splice: it dials where a client waits, gives the ticket, and has a stream to
// whoever that is. Who it is will be asked inside, by TLS and the login.
import { splicedSchema, type Waiting } from '../../core/relay/messages.ts';
import { RelayEnd } from '../../core/socket/relayEnd.ts';
import { RelaySocket, type RelayPlace } from '../../core/socket/relaySocket.ts';
import { SpliceStream } from '../../core/socket/spliceStream.ts';
import { nodePlace } from './relayUrl.ts';

/** Rejects with `RelayEnd` or the system's error; `bad-message` where the relay sends us elsewhere. */
export async function meet(
  relay: RelayPlace,
  { ticket, node, forMs }: Waiting,
  signal: AbortSignal,
): Promise<SpliceStream> {
  const place = nodePlace(relay, node);
  if (!place) throw new RelayEnd('bad-message', `the relay names a node that isn't its own`);
  const timeoutMs = Math.max(1, forMs);
  const door = await RelaySocket.open({ relay: place, door: 'splice', timeoutMs, signal });
  const giveUp = (): void => door.destroy();
  signal.addEventListener('abort', giveUp);
  try {
    door.say({ type: 'take', ticket });
    await door.hear(splicedSchema, timeoutMs);
    return new SpliceStream(door);
  } catch (error) {
    door.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
