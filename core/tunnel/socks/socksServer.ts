// A SOCKS client on a real socket, up to its request: then the socket is handed over.
import { timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Clock } from '../../time/clock.ts';
import { SocksMachine, type SocksLogin, type SocksRefusal } from './socksMachine.ts';

/** A client that doesn't say what it wants is closed after this, milliseconds. */
const NEGOTIATION_MS = 10_000;
/** How long a client that was refused may take to read that, milliseconds. */
const FAREWELL_MS = 1_000;

export interface SocksRequest {
  host: string;
  port: number;
  /** Tells the client that it is connected; the first bytes to carry are returned. */
  connected(): Uint8Array;
  /** Tells it which error there was, and closes. */
  failed(code: string): void;
}

export interface SocksEvents {
  onRequest(request: SocksRequest): void;
  onRefused(why: SocksRefusal): void;
}

/** Serves a client; its socket must be paused, and is again when `onRequest` is called. */
export function serveSocks(
  socket: Socket,
  { login, clock }: { login: SocksLogin | undefined; clock: Clock },
  events: SocksEvents,
): void {
  const machine = new SocksMachine(login, equalSecrets);
  const cancelTimer = clock.after(NEGOTIATION_MS, () => socket.destroy());
  const done = (): void => {
    cancelTimer();
    socket.off('data', take);
    socket.off('end', leave);
    socket.off('close', done);
  };
  const leave = (): void => void socket.destroy(); // no client ends its half before it asked
  const take = (bytes: Uint8Array): void => {
    const { reply, request, refused } = machine.feed(bytes);
    if (refused) {
      done();
      sayFarewell(socket, reply, clock);
      return events.onRefused(refused);
    }
    if (reply.byteLength > 0) socket.write(reply);
    if (!request) return;
    done();
    socket.pause();
    events.onRequest({
      ...request,
      connected: () => {
        socket.write(machine.connected());
        return machine.rest;
      },
      failed: (code) => sayFarewell(socket, machine.failed(code), clock),
    });
  };
  socket.on('data', take);
  socket.on('end', leave);
  socket.on('close', done);
  socket.resume();
}

// What still comes from the client is read and dropped: or the reset that it would cause could
// overtake the answer.
function sayFarewell(socket: Socket, reply: Uint8Array, clock: Clock): void {
  const cancelTimer = clock.after(FAREWELL_MS, () => socket.destroy());
  socket.once('close', cancelTimer);
  socket.once('end', () => socket.destroy());
  socket.resume();
  socket.end(reply);
}

function equalSecrets(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  // Of different lengths, the comparison with itself costs the same.
  const same = left.byteLength === right.byteLength;
  return timingSafeEqual(left, same ? right : left) && same;
}
