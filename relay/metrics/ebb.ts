// Gives memory back after many have gone: V8 does that by itself only when more is wanted. It stops
// everything for as long as a collection takes, so it is done only where half of those who were here
// have left.
import { COLLECT_STEPS } from '../../core/native/collect.ts';
import type { Clock } from '../../core/time/clock.ts';

/** Fewer that left aren't worth it. */
export const WORTH = 200;
/** From the ebb to the collection: more of them may be about to go, milliseconds. */
export const REST_MS = 3_000;

export class Ebb {
  readonly #clock: Clock;
  readonly #steps: readonly (() => void)[];
  #most = 0;
  #now = 0;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, steps = COLLECT_STEPS) {
    this.#clock = clock;
    this.#steps = steps;
  }

  /** So many connections there are now. */
  count(now: number): void {
    this.#now = now;
    if (now > this.#most) this.#most = now;
    else if (this.#isLow()) this.#cancel ??= this.#clock.after(REST_MS, () => this.#collect());
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = () => undefined;
  }

  #isLow(): boolean {
    return this.#now <= this.#most / 2 && this.#most - this.#now >= WORTH;
  }

  #collect(): void {
    this.#cancel = undefined;
    if (!this.#isLow()) return;
    this.#most = this.#now;
    this.#go(this.#steps);
  }

  /** Between steps others have their turn. */
  #go([step, ...others]: readonly (() => void)[]): void {
    step?.();
    if (others.length > 0) this.#clock.after(0, () => this.#go(others));
  }
}
