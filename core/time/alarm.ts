// A timer that several may ask for: it goes off once, when the first of them wants it to.
import type { Clock } from './clock.ts';

export class Alarm {
  readonly #clock: Clock;
  readonly #action: () => void;
  #cancel: (() => void) | null = null;
  #dueAt = Infinity;

  constructor(clock: Clock, action: () => void) {
    this.#clock = clock;
    this.#action = action;
  }

  /** Goes off in `ms` at the latest; a sooner time that was asked for stands. */
  within(ms: number): void {
    const dueAt = this.#clock.now() + ms;
    if (this.#dueAt <= dueAt) return;
    this.cancel();
    this.#dueAt = dueAt;
    this.#cancel = this.#clock.after(ms, () => {
      this.cancel();
      this.#action();
    });
  }

  cancel(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#dueAt = Infinity;
  }
}
