// How many bytes may be under way: enough to keep the path full, and little enough that what is
// queued in it drains soon. At the path's own rate that is what it carries in its delay without
// any queue, and in a stated time more. The formula needs no search for the right size: while the
// path takes more than the window holds, its rate, and so the window, grows with each round; once
// it takes no more, both stand still; and when it takes less, both shrink. Pure.
import type { Delivery } from './deliveryMeter.ts';

export interface WindowRule {
  /** Before anything is known. */
  startBytes: number;
  minBytes: number;
  maxBytes: number;
  /** What may be queued on a path of such a delay: so many milliseconds' worth at its rate, */
  queueMs: (baseMs: number) => number;
  /** but never more than this. */
  maxQueueBytes: number;
  /**
   * While the rate still grows: the window is so many times larger than the formula says, where a
   * short queue makes its own growth slow. 1 for none.
   */
  startGain: number;
}

/** The rate counts as grown when a round brings so much more than the best one before it; */
const GROWTH = 1.25;
/** and as found, when so many rounds in a row didn't, or there is a queue already. */
const ROUNDS_WITHOUT_GROWTH = 3;

export class AdaptiveWindow {
  readonly #rule: WindowRule;
  #bytes: number;
  #rate: number | undefined;
  #bestRate = 0;
  #stale = 0;

  constructor(rule: WindowRule) {
    this.#rule = rule;
    this.#bytes = rule.startBytes;
  }

  /** What may be under way now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Bytes a millisecond that the path takes; undefined before the first sample. */
  get rate(): number | undefined {
    return this.#rate;
  }

  /** Takes a sample; `baseMs` is the path's delay without any queue. */
  take(delivery: Delivery, baseMs: number): void {
    if (delivery.idle && delivery.rate <= (this.#rate ?? 0)) return;
    this.#average(delivery);
    if (delivery.rttMs > baseMs + this.#rule.queueMs(baseMs)) this.#stale = ROUNDS_WITHOUT_GROWTH;
    else if (delivery.newRound && !delivery.idle) this.#look();
    this.#bytes = this.#size(baseMs);
  }

  // Each sample counts for the part of the window that it speaks of, so that a round's worth of
  // them makes about one new opinion, in however many pieces it comes.
  #average({ rate, bytes }: Delivery): void {
    const weight = Math.min(1, bytes / this.#bytes);
    this.#rate = this.#rate === undefined ? rate : this.#rate + (rate - this.#rate) * weight;
  }

  #look(): void {
    const rate = this.#rate!;
    if (rate >= this.#bestRate * GROWTH) this.#stale = 0;
    else this.#stale++;
    this.#bestRate = Math.max(this.#bestRate, rate);
  }

  #size(baseMs: number): number {
    const { minBytes, maxBytes, queueMs, maxQueueBytes, startGain } = this.#rule;
    const rate = this.#rate!;
    const gain = this.#stale < ROUNDS_WITHOUT_GROWTH ? startGain : 1;
    const queue = Math.min(rate * queueMs(baseMs), maxQueueBytes);
    const size = (rate * baseMs + queue) * gain;
    return Math.round(Math.min(maxBytes, Math.max(minBytes, size)));
  }
}
