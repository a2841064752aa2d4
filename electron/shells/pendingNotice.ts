// When unacknowledged input is worth telling. On a good link it is acknowledged within
// milliseconds; a status line that showed each keystroke would only flicker.
import type { Clock } from '../../core/time/clock.ts';

/** Input younger than this isn't told. */
const NOTICE_AFTER_MS = 150;

export class PendingNotice {
  readonly #clock: Clock;
  readonly #show: () => void;
  #cancel: (() => void) | undefined;

  /** `show` looks again at what is pending. */
  constructor(clock: Clock, show: () => void) {
    this.#clock = clock;
    this.#show = show;
  }

  /** Something was typed, or is pending still. */
  typed(): void {
    this.#cancel ??= this.#clock.after(NOTICE_AFTER_MS, () => {
      this.#cancel = undefined;
      this.#show();
    });
  }

  stop(): void {
    this.#cancel?.();
  }
}
