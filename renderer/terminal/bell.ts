// BEL as it comes from a program: once a second is often enough to be heard, whatever it prints.

/** Milliseconds between two that are told. */
export const BELL_EVERY_MS = 1_000;

export class BellLimit {
  readonly #now: () => number;
  #last = -Infinity;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether one that comes now is told. */
  takes(): boolean {
    const now = this.#now();
    if (now - this.#last < BELL_EVERY_MS) return false;
    this.#last = now;
    return true;
  }
}
