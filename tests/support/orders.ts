// A server that does what each client tells it first, and connections held open in every state
// that one can be in: for tests of what is left when they end.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { through, type OpenTunnel } from './tunnels.ts';

const BLOCK = Buffer.alloc(64 * 1024);
/** More than all buffers on the way hold. */
const MORE_THAN_FITS = Buffer.alloc(32 * 1024 * 1024);

/** States in which a connection is held. */
export const STATES = [
  /** Nothing is under way. */
  'echo',
  /** The server sends without end, and nobody reads. */
  'pour',
  /** The client sends, and the server has stopped reading. */
  'still',
  /** The server has ended its half, and the client hasn't. */
  'end',
  /** The client has ended its half, and the server hasn't. */
  'keep',
] as const;

export type State = (typeof STATES)[number];

/** The server's end of a connection. Also: `reset` and `destroy`, which end it at once. */
export function obey(socket: Socket): void {
  let order = '';
  socket.once('end', () => order !== 'keep' && socket.end());
  socket.once('data', (bytes) => {
    order = bytes.toString();
    if (order === 'reset') return void socket.resetAndDestroy();
    if (order === 'destroy') return void socket.destroy();
    if (order === 'end') return void socket.end('bye');
    socket.write(order);
    if (order === 'pour') pour(socket);
    if (order === 'still') socket.pause();
  });
}

/** A connection through the tunnel that has come into this state; paused. */
export async function hold(open: OpenTunnel, target: number, state: State): Promise<Socket> {
  const socket = await through(open, target);
  socket.write(state);
  const events = state === 'end' ? ['data', 'end'] : ['data'];
  const came = events.map((event) => once(socket, event));
  socket.resume();
  await Promise.all(came);
  socket.pause();
  if (state === 'still') socket.write(MORE_THAN_FITS);
  if (state === 'keep') socket.end();
  return socket;
}

/** Connections through each tunnel in every state, so many of each. */
export function holdAll(opens: OpenTunnel[], target: number, each: number): Promise<Socket[]> {
  const wanted = opens.flatMap((open) => STATES.map((state) => ({ open, state })));
  const all = Array.from({ length: each }, () => wanted).flat();
  return Promise.all(all.map(({ open, state }) => hold(open, target, state)));
}

/** Reads on and ends what the other side has ended, as a program does in the end. */
export async function leave(sockets: Iterable<Socket>): Promise<void> {
  const left = [...sockets].map((socket) => {
    if (socket.readableEnded) socket.end();
    else socket.once('end', () => socket.end());
    return closed(socket);
  });
  await Promise.all(left);
}

/** Resolves when it is closed, however. What comes until then is thrown away. */
export function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
    socket.resume();
  });
}

function pour(socket: Socket): void {
  if (socket.writable) socket.write(BLOCK, () => setImmediate(pour, socket));
}
