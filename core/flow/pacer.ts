// Keeps the queue in front of a slow link here, where what is urgent can overtake it, instead of in
// the sockets and routers on the way, where nothing can. Bytes that the other side hasn't yet said
// to have read are counted, and bulk waits while there are as many as the link carries in its own
// delay and 20 ms more. On a fast link that never happens.
import type { Clock } from '../time/clock.ts';
import { ProtocolError } from '../wire/errors.ts';
import { AdaptiveWindow, type WindowRule } from './adaptiveWindow.ts';
import { BaseDelay } from './baseDelay.ts';
import { DeliveryMeter, type Delivery } from './deliveryMeter.ts';

/**
 * A queue of 20 ms is what a keystroke may wait on the way, and more than it takes a busy event loop
 * to acknowledge. The smallest window is what one round trip of any use carries; the largest
 * keeps 100 MB/s going over 100 ms and more.
 */
const RULE: WindowRule = {
  startBytes: 16 * 1024,
  minBytes: 4 * 1024,
  maxBytes: 16 * 1024 * 1024,
  queueMs: () => 20,
  maxQueueBytes: 16 * 1024 * 1024,
  startGain: 2,
};
/** Each piece takes at most so large a part of the window, so that an urgent one is soon next. */
const FRAMES_A_WINDOW = 8;
const MIN_FRAME_BYTES = 1024;
/** Rounds with a half-empty window that show the bare delay again: one to drain, one to look. */
const PROBE_ROUNDS = 2;

export interface LinkFlow {
  /** Bytes that may be under way. */
  window: number;
  inFlight: number;
  /** Bytes a second that the link takes; null before it was measured. */
  bytesPerSecond: number | null;
  /** The link's delay without a queue, milliseconds; null before it was measured. */
  baseMs: number | null;
}

export class Pacer {
  readonly #clock: Clock;
  readonly #meter = new DeliveryMeter();
  readonly #window = new AdaptiveWindow(RULE);
  readonly #base = new BaseDelay();
  #sent = 0;
  #acknowledged = 0;
  /** Nothing is held back from a peer that never acknowledges: it doesn't know how. */
  #isAnswered = false;
  #probe: { rounds: number; shortestMs: number } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** May bulk be sent now? */
  get open(): boolean {
    return !this.#isAnswered || this.#meter.inFlight < this.#limit;
  }

  /** Size to which frames should be cut, bytes. */
  get frameBytes(): number {
    if (!this.#isAnswered) return Infinity;
    return Math.max(MIN_FRAME_BYTES, Math.floor(this.#limit / FRAMES_A_WINDOW));
  }

  /** Delay of the link without a queue, milliseconds; undefined before it was measured. */
  get baseMs(): number | undefined {
    return this.#base.ms;
  }

  get flow(): LinkFlow {
    const { rate } = this.#window;
    return {
      window: this.#limit,
      inFlight: this.#meter.inFlight,
      bytesPerSecond: rate === undefined ? null : Math.round(rate * 1000),
      baseMs: this.#base.ms ?? null,
    };
  }

  sent(bytes: number): void {
    this.#sent += bytes;
    this.#meter.sent(bytes, this.#clock.now());
  }

  /** There is nothing to send, though there might be. */
  ranDry(): void {
    this.#meter.ranDry();
  }

  /** The peer has read all before this. Throws `credit-ahead` or `credit-shrunk`. */
  acknowledged(total: number): void {
    if (total > this.#sent) {
      throw new ProtocolError('credit-ahead', 'more was acknowledged than was sent');
    }
    if (total < this.#acknowledged) {
      throw new ProtocolError('credit-shrunk', 'an acknowledgement was taken back');
    }
    this.#isAnswered = true;
    const delivery = this.#meter.delivered(total - this.#acknowledged, this.#clock.now());
    this.#acknowledged = total;
    if (delivery) this.#learn(delivery);
  }

  /** A heartbeat came back. It waited behind what was under way, if anything was. */
  roundTrip(ms: number): void {
    this.#base.take(ms, this.#clock.now(), this.#meter.inFlight === 0);
  }

  get #limit(): number {
    const { bytes } = this.#window;
    return this.#probe ? Math.max(RULE.minBytes, Math.floor(bytes / 2)) : bytes;
  }

  #learn(delivery: Delivery): void {
    const now = this.#clock.now();
    // The smallest window queues nothing worth speaking of: what takes long then is a peer, or this
    // process, that is busy. Taken for a slow link, it would be sent ever smaller pieces.
    if (this.#window.bytes <= RULE.minBytes) this.#base.renew(delivery.rttMs, now);
    else this.#base.take(delivery.rttMs, now, delivery.idle);
    if (this.#probe) return this.#goOnProbing(delivery, this.#probe);
    this.#window.take(delivery, this.#base.ms!);
    if (!delivery.idle && this.#base.isOld(now)) this.#probe = { rounds: 0, shortestMs: Infinity };
  }

  #goOnProbing({ rttMs, newRound }: Delivery, probe: { rounds: number; shortestMs: number }): void {
    if (newRound) probe.rounds++;
    if (probe.rounds > 1) probe.shortestMs = Math.min(probe.shortestMs, rttMs);
    if (probe.rounds <= PROBE_ROUNDS) return;
    this.#base.renew(probe.shortestMs, this.#clock.now());
    this.#probe = undefined;
  }
}
