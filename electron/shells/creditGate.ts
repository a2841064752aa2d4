// Lets output through while little of it is unparsed. Held up here, it isn't read from the PTY,
// and the program waits: nothing piles up. How little follows the window's own pace, so that
// Ctrl+C finds a moment's worth to wade through, whatever the text.
import { AdaptiveWindow, type WindowRule } from '../../core/flow/adaptiveWindow.ts';
import { DeliveryMeter } from '../../core/flow/deliveryMeter.ts';
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

/** A window that parses slower than this holds less: so much is drained before Ctrl+C is seen. */
const QUEUE_MS = 30;
/** Credit comes in pieces, and the way to the window and back takes a moment, milliseconds. */
const WAY_MS = 5;

const RULE: WindowRule = {
  startBytes: OUTPUT_WINDOW_BYTES,
  minBytes: 64 * 1024,
  maxBytes: OUTPUT_WINDOW_BYTES,
  queueMs: () => QUEUE_MS,
  maxQueueBytes: OUTPUT_WINDOW_BYTES,
  startGain: 1,
};

export class CreditGate {
  readonly #clock: Clock;
  readonly #meter = new DeliveryMeter();
  readonly #window = new AdaptiveWindow(RULE);
  #broken = false;
  #waiting: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What may be unparsed now, bytes. */
  get window(): number {
    return this.#window.bytes;
  }

  /** Resolves when more may be sent. One caller at a time. */
  async room(): Promise<void> {
    if (this.#open()) return;
    await new Promise<void>((resolve) => (this.#waiting = resolve));
  }

  sent(bytes: number): void {
    if (bytes > 0) this.#meter.sent(bytes, this.#clock.now());
  }

  /** A claim of more than was sent counts as all of it. */
  parsed(bytes: number): void {
    const delivery = this.#meter.delivered(bytes, this.#clock.now());
    if (delivery) this.#window.take(delivery, WAY_MS);
    if (this.#open()) this.#wake();
  }

  /** Nobody will parse any more; nothing is held up from now on. */
  break(): void {
    this.#broken = true;
    this.#wake();
  }

  #open(): boolean {
    return this.#broken || this.#meter.inFlight < this.#window.bytes;
  }

  #wake(): void {
    this.#waiting?.();
    this.#waiting = undefined;
  }
}
