// How fast it goes and how long it will take, in figures that don't jump. Times are milliseconds of
// any clock, handed in.

/** What was that long ago counts for a third. */
const CALM_MS = 5_000;
/** Before this much time nothing can be said. */
const FIRST_MS = 1_000;
/** What is told of the time left changes by less than this only to follow the clock. */
const LEEWAY = 0.15;

/** Bytes a second, of what was added in the last seconds. */
export class Rate {
  #since: number | null = null;
  #at = 0;
  #rate = 0;
  #weight = 0;
  #pending = 0;

  add(bytes: number, now: number): void {
    this.#settle(now);
    this.#pending += bytes;
  }

  /** Null while it can't be said yet. */
  value(now: number): number | null {
    this.#settle(now);
    if (this.#since === null || now - this.#since < FIRST_MS) return null;
    return this.#rate / this.#weight;
  }

  /** It stands still, and begins anew with what is added next. */
  reset(): void {
    this.#since = null;
    this.#rate = this.#weight = this.#pending = 0;
  }

  #settle(now: number): void {
    if (this.#since === null) {
      this.#since = this.#at = now;
      return;
    }
    const ms = now - this.#at;
    if (ms < 100) return;
    const fading = Math.exp(-ms / CALM_MS);
    this.#rate = this.#rate * fading + ((this.#pending * 1_000) / ms) * (1 - fading);
    this.#weight = this.#weight * fading + (1 - fading);
    this.#pending = 0;
    this.#at = now;
  }
}

/** Seconds left; goes on counting down unless what is known has become quite different. */
export class TimeLeft {
  #told: number | null = null;
  #at = 0;

  /** Null where nothing can be said. */
  value(bytes: number, rate: number | null, now: number): number | null {
    if (rate === null || rate <= 0) return (this.#told = null);
    const found = bytes / rate;
    const expected = this.#told === null ? null : this.#told - (now - this.#at) / 1_000;
    this.#at = now;
    this.#told = expected === null || isOff(expected, found) ? found : Math.max(0, expected);
    return Math.ceil(this.#told);
  }
}

function isOff(expected: number, found: number): boolean {
  return Math.abs(expected - found) > Math.max(2, found * LEEWAY);
}
