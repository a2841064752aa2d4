// Lets output through while little of it is unparsed. Held up here, it isn't read from the PTY,
// and the program waits: nothing piles up. How little follows the window's own pace, so that
// Ctrl+C finds a moment's worth to wade through, whatever the text.
import { OutputWindow } from '../../core/flow/outputWindow.ts';
import type { Clock } from '../../core/time/clock.ts';

/**
 * Output sent and not yet parsed, at most. xterm.js is starved below about 256 KiB of its fastest
 * text in flight, and gains little above 1 MiB.
 */
export const OUTPUT_WINDOW_BYTES = 512 * 1024;

/**
 * What an agent may have under way to one shell of ours. It keeps less, as much as the link and the
 * terminal take in 30 to 150 ms; this is the bound of our memory, and of the speed over a long link (4 MiB
 * in 100 ms are 40 MB/s).
 */
export const OUTPUT_GRANT_BYTES = 4 * 1024 * 1024;

export class CreditGate {
  readonly #window: OutputWindow;
  #broken = false;
  #waiting: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#window = new OutputWindow(clock, () => undefined);
  }

  /** What may be unparsed now, bytes. */
  get window(): number {
    return Math.min(this.#window.bytes, OUTPUT_WINDOW_BYTES);
  }

  /** How much to read at once. */
  get piece(): number {
    return this.#window.piece;
  }

  /** Resolves when more may be sent. One caller at a time. */
  async room(): Promise<void> {
    if (this.#open()) return;
    await new Promise<void>((resolve) => (this.#waiting = resolve));
  }

  sent(bytes: number): void {
    this.#window.sent(bytes);
  }

  /** A claim of more than was sent counts as all of it. */
  parsed(bytes: number): void {
    this.#window.parsed(bytes);
    if (this.#open()) this.#wake();
  }

  /** Nobody will parse any more; nothing is held up from now on. */
  break(): void {
    this.#broken = true;
    this.#wake();
  }

  #open(): boolean {
    return this.#broken || this.#window.inFlight < this.window;
  }

  #wake(): void {
    this.#waiting?.();
    this.#waiting = undefined;
  }
}
