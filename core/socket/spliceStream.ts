// A splice of a relay as a stream of bytes: what is written leaves in messages that the relay takes,
// and no faster than it takes them; what comes is read no faster than it is wanted.
import { Duplex } from 'node:stream';
import { MAX_SPLICE_MESSAGE } from '../relay/messages.ts';
import { endByRefusal, RelayEnd } from './relayEnd.ts';
import type { RelaySocket } from './relaySocket.ts';

/** Kept on each side before the other one waits, bytes. */
const HIGH_WATER = 256 * 1024;

export class SpliceStream extends Duplex {
  readonly #socket: RelaySocket;
  #over = false;

  /** `socket` has heard `spliced`, and is the stream's alone from here on. */
  constructor(socket: RelaySocket) {
    super({ highWaterMark: HIGH_WATER });
    this.#socket = socket;
    socket.listen({
      onMessage: (data, isBinary) => this.#heard(data, isBinary),
      onEnd: (end) => this.#ended(end),
    });
  }

  /** Milliseconds to the relay and back. */
  roundTrip(now: () => number): Promise<number> {
    return this.#socket.roundTrip(now);
  }

  override _read(): void {
    if (!this.#over) this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    for (let at = 0; at < chunk.length; at += MAX_SPLICE_MESSAGE) {
      const isLast = at + MAX_SPLICE_MESSAGE >= chunk.length;
      const part = chunk.subarray(at, at + MAX_SPLICE_MESSAGE);
      this.#socket.send(part, isLast ? done : () => undefined);
    }
    if (chunk.length === 0) done();
  }

  override _final(done: () => void): void {
    this.#socket.close();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#over = true;
    this.#socket.destroy();
    done(error);
  }

  #heard(data: Buffer, isBinary: boolean): void {
    if (!isBinary) {
      const nonsense = new RelayEnd('no-relay');
      return void this.destroy(endByRefusal(data.toString()) ?? nonsense);
    }
    if (!this.push(data)) this.#socket.pause();
  }

  // The other end's own end comes as an agreed close; all else cuts the stream.
  #ended(end: RelayEnd): void {
    this.#over = true;
    if (end.code === 'closed' || end.code === 'peer-gone') this.push(null);
    else this.destroy(end);
  }
}
