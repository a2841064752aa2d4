// The way to an agent behind a relay: directly where the link names an address, or through the
// relay; in both cases by TLS with the agent's own certificate, which the link pins. The relay sees
// ciphertext, and whoever else it may lead to is found out here, before a byte of ours is sent.
import { connect as connectTls } from 'node:tls';
import type { RelayAddress } from '../link/pairingLink.ts';
import { splicedSchema } from '../relay/messages.ts';
import { ConnectFailure } from './connectFailure.ts';
import {
  fingerprintOf,
  openSocket,
  within,
  type OpenedSocket,
  type OpenOptions,
} from './openSocket.ts';
import { brokenSeal, relayFailure } from './relayFailure.ts';
import { RelaySocket } from './relaySocket.ts';
import { SpliceStream } from './spliceStream.ts';

/** Elsewhere the direct address may lead nowhere, which nothing says: the relay isn't kept waiting. */
export const DIRECT_MS = 1_500;

export interface RelayedOptions extends Omit<OpenOptions, 'address'> {
  address: RelayAddress;
}

/** Of a way through a relay. */
export interface ThroughRelay {
  /** Milliseconds to the relay and back. */
  roundTrip(now: () => number): Promise<number>;
  /** Why it broke, where that is more than that it did. */
  failure(): ConnectFailure | undefined;
}

export interface RelayedSocket extends OpenedSocket {
  /** Undefined where the direct address was the way. */
  relay?: ThroughRelay;
}

/** Rejects with `ConnectFailure`. */
export async function openRelayed(options: RelayedOptions): Promise<RelayedSocket> {
  const began = performance.now();
  const direct = await openDirect(options);
  if (direct) return direct;
  const restMs = Math.max(1, Math.ceil(options.timeoutMs - (performance.now() - began)));
  return openThrough({ ...options, timeoutMs: restMs });
}

/** Undefined where nobody is there, or somebody else: in another network the address is another's. */
async function openDirect(options: RelayedOptions): Promise<OpenedSocket | undefined> {
  const { direct } = options.address;
  const { fingerprint, signal } = options;
  if (!direct) return undefined;
  const timeoutMs = Math.min(DIRECT_MS, options.timeoutMs / 2);
  const address = { kind: 'tcp', ...direct, tls: true } as const;
  try {
    return await openSocket({ address, fingerprint, timeoutMs, signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    return undefined;
  }
}

async function openThrough(options: RelayedOptions): Promise<RelayedSocket> {
  const { address, fingerprint, timeoutMs, signal } = options;
  const stream = await splice(options);
  const secure = connectTls({
    socket: stream,
    servername: '',
    rejectUnauthorized: false, // its own authority; the fingerprint is compared below
    minVersion: 'TLSv1.3',
  });
  let failure: ConnectFailure | undefined;
  const broke = (error: Error): void => {
    failure ??= brokenSeal(error, address) ?? relayFailure(error, address);
  };
  secure.on('error', broke);
  stream.on('error', (error) => {
    broke(error);
    secure.destroy(error);
  });
  try {
    await within(secure, 'secureConnect', { timeoutMs, signal });
    const certificate = fingerprintOf(secure);
    if (certificate !== fingerprint)
      throw ConnectFailure.certificateChanged(address, fingerprint ?? '', certificate);
    const relay = {
      roundTrip: (now: () => number) => stream.roundTrip(now),
      failure: () => failure,
    };
    return { socket: secure, certificate, relay };
  } catch (error) {
    secure.destroy();
    stream.destroy();
    throw failure ?? brokenSeal(error as Error, address) ?? relayFailure(error, address);
  }
}

/** A stream to whom the relay says that the agent is. */
async function splice(options: RelayedOptions): Promise<SpliceStream> {
  const { address, timeoutMs, signal, onConnected } = options;
  let door: RelaySocket | undefined;
  const giveUp = (): void => door?.destroy();
  try {
    door = await RelaySocket.open({
      ...{ relay: address, door: 'client', timeoutMs, signal, onConnected },
    });
    signal?.addEventListener('abort', giveUp);
    if (signal?.aborted) giveUp();
    door.say({ type: 'want', id: address.agent });
    await door.hear(splicedSchema, timeoutMs);
    return new SpliceStream(door);
  } catch (error) {
    door?.destroy();
    if (signal?.aborted) throw relayFailure(new Error('the attempt was aborted'), address);
    throw relayFailure(error, address);
  } finally {
    signal?.removeEventListener('abort', giveUp);
  }
}
