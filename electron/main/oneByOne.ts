// The windows of the last run open one after the other, so that the first can be used as soon as if it
// were the only one: each opens once the one before it has its picture, or has taken too long for it.
import type { Clock } from '../../core/time/clock.ts';

/** Milliseconds that a window is waited for: its page may hang, or what is in it may take for ever. */
export const PICTURE_LIMIT_MS = 5_000;

export class OneByOne {
  readonly #clock: Clock;
  readonly #open: (id: string) => void;
  #waiting: string[] = [];
  #current: string | null = null;
  #stop: () => void = () => undefined;

  /** `open` is called when it is a window's turn. */
  constructor(clock: Clock, open: (id: string) => void) {
    this.#clock = clock;
    this.#open = open;
  }

  /** The first of them opens now, by the one who says this; the others wait, in this order. */
  begin([first, ...waiting]: readonly string[]): void {
    this.#waiting = waiting;
    this.#turnOf(first ?? null);
  }

  /** Some wait still. */
  get some(): boolean {
    return this.#waiting.length > 0;
  }

  has(id: string): boolean {
    return this.#waiting.includes(id);
  }

  /** It opens out of turn; false where it doesn't wait. */
  take(id: string): boolean {
    if (!this.has(id)) return false;
    this.#waiting = this.#waiting.filter((one) => one !== id);
    return true;
  }

  /** The others are not to be opened any more. */
  keepOnly(ids: readonly string[]): void {
    this.#waiting = this.#waiting.filter((id) => ids.includes(id));
  }

  /** It has its picture, or will have none: it crashed, or is gone. */
  done(id: string): void {
    if (id === this.#current) this.#next();
  }

  /** None opens any more. */
  end(): void {
    this.#waiting = [];
    this.#turnOf(null);
  }

  #next(): void {
    const id = this.#waiting.shift() ?? null;
    this.#turnOf(id);
    if (id !== null) this.#open(id);
  }

  #turnOf(id: string | null): void {
    this.#stop();
    this.#current = id;
    // Nobody waits behind the last one.
    this.#stop = this.some
      ? this.#clock.after(PICTURE_LIMIT_MS, () => this.#next())
      : () => undefined;
  }
}
