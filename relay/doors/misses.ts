// Wrong ids and tickets by address: nobody finds one by guessing, and whoever tries costs little.
// Remembers so many addresses, the latest.
import type { Clock } from '../../core/time/clock.ts';
import { TokenBucket } from '../tokenBucket.ts';

const MINUTE = 60;

export interface MissLimits {
  misses: number;
  missedAddresses: number;
  /** 0 where addresses say nothing. */
  perAddress?: number;
}

export class Misses {
  readonly #clock: Clock;
  readonly #counts: boolean;
  readonly #aMinute: number;
  readonly #remembered: number;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(clock: Clock, { misses, missedAddresses, perAddress }: MissLimits) {
    // Behind a balancer all have one address: nobody's misses may turn away the others.
    this.#counts = perAddress !== 0;
    this.#clock = clock;
    this.#aMinute = misses;
    this.#remembered = missedAddresses;
  }

  /** Another one from there. */
  miss(crowd: string): void {
    if (!this.#counts) return;
    const now = this.#clock.now();
    const bucket =
      this.#buckets.get(crowd) ?? new TokenBucket(this.#aMinute / MINUTE, this.#aMinute, now);
    bucket.take(now);
    this.#buckets.delete(crowd); // so that the map stays in the order of the last miss
    this.#buckets.set(crowd, bucket);
    if (this.#buckets.size <= this.#remembered) return;
    const [oldest] = this.#buckets.keys();
    this.#buckets.delete(oldest!);
  }

  /** Until somebody from there may ask again, milliseconds; 0 for now. */
  waitMs(crowd: string): number {
    return Math.ceil(this.#buckets.get(crowd)?.waitMs(this.#clock.now()) ?? 0);
  }
}
