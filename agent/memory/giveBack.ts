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
  /** Collects all garbage and gives it back; other threads may do so a while later. */
  collect: () => void;
}

export class GiveBack {
  readonly #options: GiveBackOptions;
  /** What it was at the start: what was left the last time may be garbage by now. */
  readonly #resident: number;
  #restMs = REST_MS;
  #cancel: (() => void) | undefined;

  constructor(options: GiveBackOptions) {
    this.#options = options;
    this.#resident = options.resident();
  }

  /** Something was let go that may have been large. Costs next to nothing. */
  soon(): void {
    this.#cancel ??= this.#options.clock.after(this.#restMs, () => this.#look());
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = () => undefined;
  }

  #look(): void {
    const { clock, resident, collect } = this.#options;
    this.#cancel = undefined;
    if (resident() < this.#resident + WORTH_BYTES) return;
    const since = clock.now();
    collect();
    const rest = (clock.now() - since) / PART_OF_TIME;
    this.#restMs = Math.min(MOST_REST_MS, Math.max(REST_MS, rest));
  }
}
