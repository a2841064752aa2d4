// How much each stream of a connection may have in flight, so that one alone runs at full speed
// and a thousand together stay within a bound. Pure.

/** One stream: 1 MiB keeps 10 MB/s going over 100 ms, and loopback at its own speed. */
const LARGEST = 1024 * 1024;
/** What a stream gets when others have taken all: little, and still several frames. */
const SMALLEST = 64 * 1024;
/** All streams of one connection; beyond it each gets the smallest. */
const TOTAL = 64 * 1024 * 1024;
/** Each takes so small a part of what is left that the hundredth has a good one, too. */
const PARTS = 64;

/** At most so many bytes are held for one direction of `streams` streams of one connection. */
export function mostHeld(streams: number): number {
  return TOTAL + streams * SMALLEST;
}

export class WindowBudget {
  #left = TOTAL;

  /** The window of a new stream, bytes. To be given back when it is over. */
  take(): number {
    const window = Math.max(SMALLEST, Math.min(LARGEST, Math.floor(this.#left / PARTS)));
    this.charge(window);
    return window;
  }

  /** A stream that has its window already comes from another connection. */
  charge(window: number): void {
    this.#left -= window;
  }

  giveBack(window: number): void {
    this.#left += window;
  }
}
