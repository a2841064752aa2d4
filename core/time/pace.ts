// What may happen a thousand times a second, and is told of at most once in a while.
import type { Clock } from './clock.ts';

export class Pace {
  readonly #clock: Clock;
  readonly #everyMs: number;
  #next = -Infinity;
  #leftOut = 0;

  constructor(clock: Clock, everyMs = 1_000) {
    this.#clock = clock;
    this.#everyMs = everyMs;
  }

  /** How many were left out since the last that was told; undefined: leave out this one too. */
  take(): number | undefined {
    const now = this.#clock.now();
    if (now < this.#next) {
      this.#leftOut++;
      return undefined;
    }
    const leftOut = this.#leftOut;
    this.#next = now + this.#everyMs;
    this.#leftOut = 0;
    return leftOut;
  }
}
