// How much of a shell's output may be under way to one viewer: produced, and not yet parsed by its
// terminal. It follows the viewer's own pace, so that after Ctrl+C little stale output has to
// drain, over a slow link as well as into a slow terminal, and a fast one is never starved.
import type { Clock } from '../time/clock.ts';
import { LIMITS } from '../wire/protocol.ts';
import { AdaptiveWindow, type WindowRule } from './adaptiveWindow.ts';
import { BaseDelay } from './baseDelay.ts';
import { DeliveryMeter, type Delivery } from './deliveryMeter.ts';

/**
 * The queue keeps the way busy while a terminal paints, and is what Ctrl+C waits for: 30 ms where
 * answers come at once, and more over a longer link, up to 150 ms at 100 ms; the kernel has 10 KB
 * besides. xterm.js gains nothing above 512 KiB, which its slowest text (10 MB/s) drains in 50 ms.
 * Below 16 KiB the pieces that a PTY is read in would be all there is.
 */
const RULE: WindowRule = {
  startBytes: 32 * 1024,
  minBytes: 16 * 1024,
  maxBytes: LIMITS.maxOutputWindow,
  queueMs: (baseMs) => Math.min(150, 30 + 1.2 * baseMs),
  maxQueueBytes: 512 * 1024,
  startGain: 1,
};
/** Of the window, the PTY is read in pieces of such a part: a few of them may wait in the process. */
const PIECES_A_WINDOW = 8;
const MIN_PIECE_BYTES = 4 * 1024;
const MAX_PIECE_BYTES = 64 * 1024;
/** A larger window that brings so much more shows that the smaller one waited for a delay. */
const FASTER = 1.1;

export class OutputWindow {
  readonly #clock: Clock;
  readonly #linkMs: () => number | undefined;
  readonly #meter = new DeliveryMeter();
  readonly #window = new AdaptiveWindow(RULE);
  readonly #base = new BaseDelay();
  /** What the smallest window took when it came to that, and brought. */
  #sluggish = { ms: 0, rate: 0 };

  /** `linkMs`: delay of the link without a queue, where there is a link and it is known. */
  constructor(clock: Clock, linkMs: () => number | undefined) {
    this.#clock = clock;
    this.#linkMs = linkMs;
  }

  get bytes(): number {
    return this.#window.bytes;
  }

  /** Sent, and not yet parsed. */
  get inFlight(): number {
    return this.#meter.inFlight;
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
    if (delivery) this.#window.take(delivery, this.#baseMs(delivery));
  }

  /** The viewer could be sent more, but the program prints no more than this. */
  ranDry(): void {
    this.#meter.ranDry();
  }

  /**
   * The link's delay, or else the shortest time from sending to parsed; and more for a viewer that has
   * become slow by itself, or a window that has come to its smallest could never grow again.
   */
  #baseMs(delivery: Delivery): number {
    this.#base.take(delivery.rttMs, this.#clock.now(), delivery.idle);
    this.#lookForSluggishness(delivery);
    return Math.max(this.#linkMs() ?? this.#base.ms!, this.#sluggish.ms);
  }

  /** The smallest window takes long: is it the delay, or the rate? A larger one tells. */
  #lookForSluggishness({ rttMs, rate, newRound, idle }: Delivery): void {
    const { ms, rate: before } = this.#sluggish;
    if (this.bytes <= RULE.minBytes) this.#sluggish = { ms: rttMs, rate };
    else if (newRound && rate > before * FASTER) this.#sluggish = { ms, rate };
    else if (newRound || idle) this.#sluggish = { ms: 0, rate: 0 };
  }
}
