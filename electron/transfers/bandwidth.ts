// A bound on bytes a second, over all transfers: who takes more than there is waits for its turn.
import { pause, type Clock } from '../../core/time/clock.ts';

/** What may go at once after nothing went for a while, in milliseconds of the bound. */
const BURST_MS = 250;

export class Bandwidth {
  readonly #clock: Clock;
  #limit = 0;
  #left = 0;
  #at = 0;
  #turn: Promise<void> = Promise.resolve();
  #changed = new AbortController();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Bytes a second; 0 for none. */
  get limit(): number {
    return this.#limit;
  }

  set limit(bytes: number) {
    this.#limit = bytes;
    this.#left = 0;
    this.#at = this.#clock.now();
    this.#changed.abort(); // who waits counts again
    this.#changed = new AbortController();
  }

  /** Pieces of at most this many bytes keep it even. */
  pieceOf(bytes: number): number {
    if (this.#limit === 0) return bytes;
    return Math.min(bytes, Math.max(1_024, Math.floor(this.#limit / 8)));
  }

  /** Resolves when so many bytes may go, or when the signal aborts. */
  async take(bytes: number, signal: AbortSignal): Promise<void> {
    if (this.#limit === 0) return;
    const before = this.#turn;
    this.#turn = before.then(() => this.#wait(signal)).then(() => void (this.#left -= bytes));
    await this.#turn;
  }

  /** Until nothing is owed any more. */
  async #wait(signal: AbortSignal): Promise<void> {
    for (this.#earn(); this.#limit > 0 && this.#left < 0 && !signal.aborted; this.#earn()) {
      const ms = Math.ceil((-this.#left * 1_000) / this.#limit);
      await pause(this.#clock, ms, AbortSignal.any([signal, this.#changed.signal]));
    }
  }

  #earn(): void {
    const now = this.#clock.now();
    const most = (this.#limit * BURST_MS) / 1_000;
    this.#left = Math.min(most, this.#left + ((now - this.#at) * this.#limit) / 1_000);
    this.#at = now;
  }
}
