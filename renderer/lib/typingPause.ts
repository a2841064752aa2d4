// Whether somebody has just been typing: an Enter that ends what is typed is meant for the shell, even
// if that is gone by now, and not for a button that says Enter.

/** Who hasn't typed for so long has seen what is on the screen. */
export const PAUSE_MS = 1_000;

export class TypingPause {
  readonly #now: () => number;
  #last = -Infinity;

  /** @param now milliseconds of any clock that only goes on */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Something is typed now. Answers whether nothing was for a while before. */
  typed(): boolean {
    const before = this.#last;
    this.#last = this.#now();
    return this.#last - before >= PAUSE_MS;
  }
}
