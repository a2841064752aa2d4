// When a group's news goes out: soon after a change, a few times a second at most, and now and
// then by itself, because round trips and backlogs change without anybody saying so.
import type { Clock } from '../../core/time/clock.ts';

/** Between two of them, milliseconds; each member makes it longer, for each is sent them all. */
const GAP_MS = 250;
const GAP_MS_A_MEMBER = 10;
const MAX_GAP_MS = 5_000;
/** Without a change, while somebody is there to be told: at least, and in gaps of a crowd. */
const REFRESH_MS = 1_000;
const REFRESH_GAPS = 4;

export class NewsPace {
  readonly #clock: Clock;
  readonly #publish: () => void;
  #lastAt = -Infinity;
  #dueAt = Infinity;
  #cancel: () => void = () => undefined;
  #members = 0;

  constructor(clock: Clock, publish: () => void) {
    this.#clock = clock;
    this.#publish = publish;
  }

  /** Something changed in a group of so many. */
  changed(members: number): void {
    this.#members = members;
    if (members === 0) return this.#stop();
    this.#plan(this.#lastAt + this.#gap);
  }

  get #gap(): number {
    return Math.min(MAX_GAP_MS, Math.max(GAP_MS, GAP_MS_A_MEMBER * this.#members));
  }

  #plan(at: number): void {
    if (at >= this.#dueAt) return;
    this.#cancel();
    const now = this.#clock.now();
    this.#dueAt = Math.max(now, at);
    this.#cancel = this.#clock.after(this.#dueAt - now, () => this.#run());
  }

  #run(): void {
    this.#lastAt = this.#clock.now();
    this.#dueAt = Infinity;
    this.#publish();
    if (this.#members > 1)
      this.#plan(this.#lastAt + Math.max(REFRESH_MS, REFRESH_GAPS * this.#gap));
  }

  /** Nobody is there: no timer is left. */
  #stop(): void {
    this.#cancel();
    this.#dueAt = Infinity;
  }
}
