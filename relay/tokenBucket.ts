// How often something may happen: so many a second, and so many at once after a quiet time.
export class TokenBucket {
  readonly #perMs: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  constructor(perSecond: number, burst: number, now: number) {
    this.#perMs = perSecond / 1_000;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = now;
  }

  /** False where there are none left just now; nothing is taken then. */
  take(now: number, count = 1): boolean {
    this.#fill(now);
    if (this.#tokens < count) return false;
    this.#tokens -= count;
    return true;
  }

  /** Takes them also where there aren't so many: what is missing has to be waited for. */
  owe(now: number, count: number): void {
    this.#fill(now);
    this.#tokens -= count;
  }

  /** Until there are so many, milliseconds; 0 where they are there. */
  waitMs(now: number, count = 1): number {
    this.#fill(now);
    return Math.max(0, (count - this.#tokens) / this.#perMs);
  }

  #fill(now: number): void {
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#at) * this.#perMs);
    this.#at = now;
  }
}
