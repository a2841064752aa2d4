// A key in memory, for as long as it is used: it is overwritten when it is let go of, and by itself after a time
// without use.
import type { Clock } from '../../../core/time/clock.ts';
import type { MasterRow } from './masterKey.ts';

export interface HeldKeyOptions {
  clock: Clock;
  /** Milliseconds without use; null: never. */
  lockAfterMs: () => number | null;
  /** The time is over: who holds it lets go. */
  onIdle: () => void;
}

export class HeldKey {
  readonly #options: HeldKeyOptions;
  #held: { key: Buffer; row: MasterRow } | undefined;
  #usedAt = 0;
  #cancel: (() => void) | undefined;

  constructor(options: HeldKeyOptions) {
    this.#options = options;
  }

  /** How the one that is held was made; undefined where none is. */
  get row(): MasterRow | undefined {
    return this.#held?.row;
  }

  hold(key: Buffer, row: MasterRow): void {
    this.#held?.key.fill(0);
    this.#held = { key, row };
    this.use();
  }

  /** Counts as use; undefined where none is held. */
  use(): Buffer | undefined {
    if (!this.#held) return undefined;
    this.#usedAt = this.#options.clock.now();
    if (!this.#cancel) this.watch();
    return this.#held.key;
  }

  letGo(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#held?.key.fill(0);
    this.#held = undefined;
  }

  /** Also where the time is another one now. One timer goes on for what is left, not one more for each use. */
  watch(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const { clock, lockAfterMs, onIdle } = this.#options;
    const most = lockAfterMs();
    if (!this.#held || most === null) return;
    const left = this.#usedAt + most - clock.now();
    if (left <= 0) onIdle();
    else this.#cancel = clock.after(left, () => this.watch());
  }
}
