// A process full of viewers of one shell, for benches: each joins by an invitation, over a
// connection of its own. Told by its parent how many, and what they do with the output.
import { AgentClient } from '../../core/client/agentClient.ts';
import { dial } from '../../core/socket/dial.ts';
import { newCursor } from '../../core/client/shellCursor.ts';
import { parseInvitationLink } from '../../core/link/invitationLink.ts';
import { systemClock } from '../../core/time/clock.ts';
import { RawSocket, randomId } from '../../tests/support/rawSocket.ts';
import type { Order, Report } from './crowd.ts';

const WINDOW_BYTES = 1024 * 1024;
const VIEW = { cols: 80, rows: 24, window: WINDOW_BYTES };
/** As many as an agent lets log in at once from one address, and some to spare. */
const AT_ONCE = 8;

let bytes = 0;

async function join({ link: text, manner }: Order): Promise<void> {
  const link = parseInvitationLink(text);
  if (manner === 'silent') return joinSilent(text);
  const about = { client: { name: 'bench', version: '1' }, clock: systemClock };
  const client = await AgentClient.connect({ dial, link, ...about });
  const events = { onOpened: () => undefined, onAcknowledged: () => undefined };
  const shell = client.attach(newCursor(client.session!), VIEW, {
    ...events,
    onLagged: () => undefined,
    onEnd: () => undefined,
  });
  if (manner === 'reads') void read(shell);
}

/** Reads nothing from its socket, answers nothing, and comes again when it was dropped for that. */
async function joinSilent(text: string): Promise<void> {
  const link = parseInvitationLink(text);
  const raw = await RawSocket.join(link);
  const { session } = (await raw.message('ready')).body;
  raw.send('attach', 1, { session: session!, input: randomId(), ...VIEW, have: null });
  await raw.message('opened');
  raw.socket.pause();
  void raw.closed.then(() => joinSilent(text)).catch(() => undefined); // the agent has ended
}

async function read(shell: ReturnType<AgentClient['attach']>): Promise<void> {
  for await (const chunk of shell.output) {
    if (!(chunk instanceof Uint8Array)) continue;
    bytes += chunk.byteLength;
    shell.parsed(chunk.byteLength);
  }
}

async function obey(order: Order): Promise<void> {
  for (let left = order.count; left > 0; left -= AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, left) }, () => join(order)));
  }
  report({ kind: 'joined' });
}

function report(news: Report): void {
  process.send!(news);
}

process.on('message', (message: Order | 'bytes') => {
  if (message === 'bytes') report({ kind: 'bytes', bytes });
  else void obey(message);
});
process.on('disconnect', () => process.exit(0));
