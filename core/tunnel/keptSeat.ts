// The connection of a client that listens. Its place is kept for a while when it is cut: whoever came in
// meanwhile is told to the client when it is back.
import type { Clock } from '../time/clock.ts';
import { LIMITS } from '../wire/protocol.ts';
import { TunnelError } from './tunnelError.ts';
import type { TunnelStream } from './tunnelStream.ts';

export class KeptSeat<Seat> {
  readonly #clock: Clock;
  readonly #onGone: () => void;
  #now: Seat | undefined;
  #cancelWait: () => void = () => undefined;

  /** @param onGone it hasn't come back in time */
  constructor(clock: Clock, onGone: () => void) {
    this.#clock = clock;
    this.#onGone = onGone;
  }

  /** Undefined while the client's connection is gone. */
  get now(): Seat | undefined {
    return this.#now;
  }

  take(seat: Seat): void {
    this.#cancelWait();
    this.#now = seat;
  }

  /** That connection is gone; nothing happens if it was another. */
  cut(seat: Seat): void {
    if (this.#now !== seat) return;
    this.#now = undefined;
    this.#cancelWait();
    this.#cancelWait = this.#clock.after(LIMITS.streamKeepMs, this.#onGone);
  }

  /** Nobody is waited for any more. */
  close(): void {
    this.#cancelWait();
  }
}

/** Tells a client of a stream; what it can't have fails with the reason. */
export function askFor(stream: TunnelStream, ask: () => void): void {
  try {
    ask();
  } catch (error) {
    if (!(error instanceof TunnelError)) throw error;
    stream.fail(error.code, error.said);
  }
}
