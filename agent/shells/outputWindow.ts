// How much of a shell's output may be under way to one viewer: produced, and not yet parsed by its
// terminal. It follows the viewer's own pace, so that after Ctrl+C little stale output has to
// drain, over a slow link as well as into a slow terminal, and a fast one is never starved.
import { AdaptiveWindow, type WindowRule } from '../../core/flow/adaptiveWindow.ts';
import { DeliveryMeter } from '../../core/flow/deliveryMeter.ts';
import type { Clock } from '../../core/time/clock.ts';
import { LIMITS } from '../../core/wire/protocol.ts';

/**
 * 150 ms of queue keep a link busy while a terminal paints, and are what Ctrl+C waits for; the kernel
 * has 10 KB more, which are 100 ms at 100 KB/s. xterm.js
 * starves below about 256 KiB and gains nothing above 512, which its slowest text (10 MB/s)
 * drains in 50 ms. Below 16 KiB the pieces that a PTY is read in would be all there is.
 */
const RULE: WindowRule = {
  startBytes: 32 * 1024,
  minBytes: 16 * 1024,
  maxBytes: LIMITS.maxOutputWindow,
  queueMs: 150,
  maxQueueBytes: 512 * 1024,
  startGain: 1,
};
/** Of the window, the PTY is read in pieces of such a part: two of them may wait in the process. */
const PIECES_A_WINDOW = 8;
const MIN_PIECE_BYTES = 4 * 1024;
const MAX_PIECE_BYTES = 64 * 1024;

export class OutputWindow {
  readonly #clock: Clock;
  readonly #baseMs: () => number | undefined;
  readonly #meter = new DeliveryMeter();
  readonly #window = new AdaptiveWindow(RULE);

  /** `baseMs`: delay of the link without a queue, where it is known. */
  constructor(clock: Clock, baseMs: () => number | undefined) {
    this.#clock = clock;
    this.#baseMs = baseMs;
  }

  get bytes(): number {
    return this.#window.bytes;
  }

  /** How much of the program's output to read at once. */
  get piece(): number {
    const part = Math.floor(this.bytes / PIECES_A_WINDOW);
    return Math.max(MIN_PIECE_BYTES, Math.min(part, MAX_PIECE_BYTES));
  }

  sent(bytes: number): void {
    this.#meter.sent(bytes, this.#clock.now());
  }

  /** The terminal has parsed so many more of them. */
  parsed(bytes: number): void {
    const delivery = this.#meter.delivered(bytes, this.#clock.now());
    if (delivery) this.#window.take(delivery, this.#baseMs() ?? 0);
  }

  /** The viewer could be sent more, but the program prints no more than this. */
  ranDry(): void {
    this.#meter.ranDry();
  }
}
