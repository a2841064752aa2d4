// Gives memory back to the system once it is needed no more. Neither V8 nor malloc does that in a
// process that has come to rest: what was let go last is collected when more is wanted, and what
// was freed between things that stay is kept.
import type { Clock } from '../../core/time/clock.ts';

/** From something being let go to the look at what can be given back, milliseconds. */
export const REST_MS = 5_000;
/** Less isn't worth the time, bytes. */
export const WORTH_BYTES = 8 * 1024 * 1024;
/** Where it takes long, it is done less often: about such a part of all time, but at least so often. */
const PART_OF_TIME = 1 / 50;
export const MOST_REST_MS = 20_000;

export interface GiveBackOptions {
  clock: Clock;
  /** What the process holds of the machine's memory, bytes. */
  resident: () => number;
  /**
   * Collect all garbage and give it back, one after the other; in between others have their turn, for
   * each may take as long as somebody who types can feel. Other threads may do so a while later.
   */
  steps: readonly (() => void)[];
}

export class GiveBack {
  readonly #options: GiveBackOptions;
  /** What it was at the start: what was left the last time may be garbage by now. */
  readonly #resident: number;
  #restMs = REST_MS;
  #cancel: (() => void) | undefined;
  /** Something was let go since the last look. */
  #again = false;

  constructor(options: GiveBackOptions) {
    this.#options = options;
    this.#resident = options.resident();
  }

  /** Something was let go that may have been large. Costs next to nothing. */
  soon(): void {
    this.#again = true;
    this.#cancel ??= this.#options.clock.after(this.#restMs, () => this.#look());
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = () => undefined;
  }

  #look(): void {
    const { resident, steps } = this.#options;
    this.#again = false;
    if (resident() >= this.#resident + WORTH_BYTES) return this.#go(steps, 0);
    this.#cancel = undefined;
  }

  /** `took`: the steps before, milliseconds. */
  #go([step, ...others]: readonly (() => void)[], took: number): void {
    const { clock } = this.#options;
    const since = clock.now();
    step?.();
    took += clock.now() - since;
    if (others.length > 0) {
      this.#cancel = clock.after(0, () => this.#go(others, took));
      return;
    }
    this.#cancel = undefined;
    this.#restMs = Math.min(MOST_REST_MS, Math.max(REST_MS, took / PART_OF_TIME));
    if (this.#again) this.soon();
  }
}
