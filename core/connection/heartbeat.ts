// Measures the round trip and finds out when the peer is gone. An open socket proves nothing:
// under a silent drop it stays open for minutes. Pure: fed with events and a clock.
import type { Clock } from '../time/clock.ts';
import { RecentMedian } from '../lag/recentMedian.ts';
import { LIMITS } from '../wire/protocol.ts';

/** Round trips remembered; the median of so few forgets an outlier and follows a change. */
const SAMPLES = 9;
/**
 * Beats whose answer may still come. A link whose queues are full takes many times a beat, and its peer lives as
 * long as anything comes: at the fastest beat of 100 ms these are 100 s.
 */
const MOST_OPEN = 1_000;

export interface HeartbeatOptions {
  clock: Clock;
  /** Sends a PING with this token. */
  ping: (token: number) => void;
  /** A round trip was measured, milliseconds. */
  onRoundTrip?: (ms: number) => void;
  /** Nothing was received for `silenceMs`. Called once. */
  onSilence: () => void;
  intervalMs?: number;
  silenceMs?: number;
}

export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #interval: number;
  readonly #silence: number;
  readonly #samples = new RecentMedian(SAMPLES);
  #sentAt = new Map<number, number>();
  #lastHeard: number;
  #token = 0;
  #dueAt: number;
  #cancel: () => void;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#interval = options.intervalMs ?? LIMITS.heartbeatMs;
    this.#silence = options.silenceMs ?? LIMITS.silenceMs;
    this.#lastHeard = this.#dueAt = options.clock.now();
    this.#cancel = options.clock.after(0, () => this.#beat());
  }

  /** Median of the last round trips in milliseconds; null before the first. */
  get roundTripMs(): number | null {
    return this.#samples.value;
  }

  /** Milliseconds since anything was received. */
  get silentMs(): number {
    return this.#options.clock.now() - this.#lastHeard;
  }

  /** Anything at all was received: the peer lives. */
  heard(): void {
    this.#lastHeard = this.#options.clock.now();
  }

  /** A PONG came. One that was never asked for counts for nothing. */
  pong(token: number): void {
    const sent = this.#sentAt.get(token);
    if (sent === undefined) return;
    this.#sentAt.delete(token);
    const roundTrip = this.#options.clock.now() - sent;
    this.#samples.push(roundTrip);
    this.#options.onRoundTrip?.(roundTrip);
  }

  /** Asks at once instead of when the next beat is due. */
  beatNow(): void {
    this.#cancel();
    this.#beat();
  }

  stop(): void {
    this.#cancel();
  }

  #beat(): void {
    this.#forgiveStall();
    if (this.silentMs >= this.#silence) return this.#options.onSilence();
    this.#token++;
    this.#sentAt.set(this.#token, this.#options.clock.now());
    this.#sentAt.delete(this.#token - MOST_OPEN);
    // The silence is noticed when it is long enough, not a beat later.
    const next = Math.max(0, Math.min(this.#interval, this.#silence - this.silentMs));
    this.#dueAt = this.#options.clock.now() + next;
    this.#cancel = this.#options.clock.after(next, () => this.#beat());
    this.#options.ping(this.#token);
  }

  /**
   * A beat that comes late by more than its interval means that this process stood still (it was
   * stopped, or the computer slept), not the peer: what came meanwhile hasn't been read yet. The
   * peer gets one more interval to answer.
   */
  #forgiveStall(): void {
    const now = this.#options.clock.now();
    if (now - this.#dueAt <= this.#interval) return;
    this.#lastHeard = Math.max(this.#lastHeard, now - this.#silence + this.#interval);
  }
}
