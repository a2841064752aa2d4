// Bells of programs, as the system sounds and shows them: one beep a second at most for all windows
// together, and attention only for a window that is in the background.

/** What is needed of Electron's `BrowserWindow`. */
interface RingingWindow {
  isDestroyed(): boolean;
  isFocused(): boolean;
  flashFrame(on: boolean): void;
  once(event: 'focus', listener: () => void): unknown;
}

/** Milliseconds between two beeps. */
export const BEEP_EVERY_MS = 1_000;

export interface RingingOptions {
  beep: () => void;
  /** Milliseconds, of any beginning. */
  now: () => number;
}

export class Ringing {
  readonly #options: RingingOptions;
  readonly #flashing = new WeakSet<RingingWindow>();
  #last = -Infinity;

  constructor(options: RingingOptions) {
    this.#options = options;
  }

  ring(window: RingingWindow | undefined, how: { sound: boolean; urgent: boolean }): void {
    if (how.sound) this.#beep();
    if (how.urgent && window && !window.isDestroyed() && !window.isFocused()) this.#flash(window);
  }

  #beep(): void {
    const now = this.#options.now();
    if (now - this.#last < BEEP_EVERY_MS) return;
    this.#last = now;
    this.#options.beep();
  }

  // Until it is looked at: not every system stops by itself.
  #flash(window: RingingWindow): void {
    if (this.#flashing.has(window)) return;
    this.#flashing.add(window);
    window.flashFrame(true);
    window.once('focus', () => {
      this.#flashing.delete(window);
      window.flashFrame(false);
    });
  }
}
