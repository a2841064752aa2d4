// How fast one member may talk: a few messages at once, then one every while. Pure.

/** Messages at once, after a silence. */
const BURST = 5;
/** One more is allowed each time this passes, milliseconds. */
const REGAIN_MS = 2_000;

export class ChatRate {
  #left = BURST;
  #countedAt = -Infinity;

  /** True when one more may be said now, which is then counted. */
  take(now: number): boolean {
    const regained = Math.floor((now - this.#countedAt) / REGAIN_MS);
    if (this.#left + regained >= BURST) {
      this.#left = BURST;
      this.#countedAt = now;
    } else {
      this.#left += regained;
      this.#countedAt += regained * REGAIN_MS;
    }
    if (this.#left === 0) return false;
    this.#left--;
    return true;
  }
}
