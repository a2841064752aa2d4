// Lets output through while little of it is unparsed. Held up here, it isn't read from the PTY,
// and the program waits: nothing piles up, and Ctrl+C finds little to wade through.

/**
 * Output sent and not yet parsed. xterm.js is starved below about 256 KiB in flight and gains
 * little above 1 MiB; its slowest text (10 MB/s) still drains half of that in 50 ms, which is
 * what one waits after Ctrl+C.
 */
export const OUTPUT_WINDOW_BYTES = 512 * 1024;

/**
 * What an agent may have under way to one shell of ours. It keeps less, as much as the link and the
 * terminal take in 150 ms; this is the bound of our memory, and of the speed over a long link (4 MiB
 * in 100 ms are 40 MB/s).
 */
export const OUTPUT_GRANT_BYTES = 4 * 1024 * 1024;

export class CreditGate {
  readonly #window: number;
  #inFlight = 0;
  #broken = false;
  #waiting: (() => void) | undefined;

  constructor(windowBytes = OUTPUT_WINDOW_BYTES) {
    this.#window = windowBytes;
  }

  /** Resolves when more may be sent. One caller at a time. */
  async room(): Promise<void> {
    if (this.#open()) return;
    await new Promise<void>((resolve) => (this.#waiting = resolve));
  }

  sent(bytes: number): void {
    this.#inFlight += bytes;
  }

  /** A claim of more than was sent counts as all of it. */
  parsed(bytes: number): void {
    this.#inFlight = Math.max(0, this.#inFlight - bytes);
    if (this.#open()) this.#wake();
  }

  /** Nobody will parse any more; nothing is held up from now on. */
  break(): void {
    this.#broken = true;
    this.#wake();
  }

  #open(): boolean {
    return this.#broken || this.#inFlight < this.#window;
  }

  #wake(): void {
    this.#waiting?.();
    this.#waiting = undefined;
  }
}
