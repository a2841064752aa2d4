// Output on its way to the window, a few reads at a time. Linux hands out at most 4 KiB a read,
// and a message for each would cost more than what is in it; but the first one after a silence,
// which is the echo of a key, leaves at once.
import type { Clock } from '../../core/time/clock.ts';

/** A message of this size costs little more than its bytes; more would only come later. */
const BATCH_BYTES = 64 * 1024;
/** How long output waits for more, at most: less than a frame, and more than a read takes. */
const BATCH_MS = 2;
/** The same while the window is still busy with earlier output: nothing is shown later for it. */
const BEHIND_MS = 8;

export class OutputBatch {
  readonly #clock: Clock;
  readonly #post: (bytes: Uint8Array) => void;
  readonly #behind: () => boolean;
  #waiting: Uint8Array[] = [];
  #held = 0;
  #postedAt = -Infinity;
  #cancelTimer: (() => void) | undefined;

  /** @param behind whether the window has enough to do with what was posted */
  constructor(clock: Clock, post: (bytes: Uint8Array) => void, behind: () => boolean) {
    this.#clock = clock;
    this.#post = post;
    this.#behind = behind;
  }

  push(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
    this.#held += bytes.byteLength;
    const silent = this.#clock.now() - this.#postedAt >= BATCH_MS;
    if (this.#held >= BATCH_BYTES || (silent && this.#waiting.length === 1)) return this.flush();
    const wait = this.#behind() ? BEHIND_MS : BATCH_MS;
    this.#cancelTimer ??= this.#clock.after(wait, () => this.flush());
  }

  /** Posts what waits now: something that must stay behind it follows. */
  flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#held === 0) return;
    const [first, ...more] = this.#waiting;
    const bytes = more.length > 0 ? Buffer.concat(this.#waiting) : first!;
    this.#waiting = [];
    this.#held = 0;
    this.#postedAt = this.#clock.now();
    this.#post(bytes);
  }
}
