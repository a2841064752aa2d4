// Slows failed logins down, for each remote address and for all together. Pure: time comes from
// the clock it is given.
import type { Clock } from '../../core/time/clock.ts';
import { Penalty, type PenaltyRule } from './penalty.ts';

/** One address: the first failure costs 250 ms, each further one twice as much. */
const ADDRESS_RULE: PenaltyRule = { free: 0, firstMs: 250, maxMs: 10_000, forgiveMs: 15_000 };
/** All addresses together: counts only when many fail, and then for every failure. */
const OVERALL_RULE: PenaltyRule = { free: 30, firstMs: 250, maxMs: 10_000, forgiveMs: 1_000 };

/** Addresses remembered; the one that failed longest ago is forgotten first. */
const MAX_ADDRESSES = 4096;

export class LoginThrottle {
  readonly #clock: Clock;
  readonly #penalties = new Map<string, Penalty>();
  readonly #overall: Penalty;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#overall = new Penalty(OVERALL_RULE);
  }

  /** A login failed: how long its answer is to be held back, in milliseconds. */
  failed(address: string): number {
    const now = this.#clock.now();
    const penalty = this.#penalties.get(address) ?? new Penalty(ADDRESS_RULE);
    this.#penalties.delete(address); // so that the map stays in the order of the last failure
    this.#penalties.set(address, penalty);
    this.#forget(now);
    return Math.max(penalty.fail(now), this.#overall.fail(now));
  }

  succeeded(address: string): void {
    this.#penalties.delete(address);
  }

  #forget(now: number): void {
    for (const [address, penalty] of this.#penalties) {
      const over = this.#penalties.size > MAX_ADDRESSES;
      if (!over && !penalty.isOver(now)) return;
      this.#penalties.delete(address);
    }
  }
}
