// The delay of a path without any queue: the shortest round trip of late. A window built on it
// keeps some bytes queued all the time, so that no round trip is short any more; a route that
// became longer looks just the same. So now and then the queue must be let run empty to look.
// Pure: is told the time.

/** A shortest round trip is believed for so long without another one like it, milliseconds. */
export const BELIEVED_MS = 10_000;
/** So much longer still counts as the same: a timer, a busy process. */
const ALIKE = 1.1;
const ALIKE_MS = 1;

export class BaseDelay {
  #ms: number | undefined;
  #seenAt = 0;

  /** Milliseconds; undefined before the first sample. */
  get ms(): number | undefined {
    return this.#ms;
  }

  /** Nothing has confirmed it for a while. */
  isOld(now: number): boolean {
    return this.#ms !== undefined && now - this.#seenAt > BELIEVED_MS;
  }

  /** `unqueued`: nothing else was under way, so that the sample shows the bare path. */
  take(rttMs: number, now: number, unqueued: boolean): void {
    const known = this.#ms;
    if (known === undefined || (unqueued && this.isOld(now))) return this.#set(rttMs, now);
    if (rttMs <= known * ALIKE + ALIKE_MS) this.#set(Math.min(known, rttMs), now);
  }

  /** Takes a delay that was measured with the queue let run empty. */
  renew(ms: number, now: number): void {
    this.#set(ms, now);
  }

  #set(ms: number, now: number): void {
    this.#ms = ms;
    this.#seenAt = now;
  }
}
