// Slows failed logins down, for each remote address and for all together, and bounds how many
// connections may be busy logging in. Pure: time comes from the clock it is given.
import type { Clock } from '../../core/time/clock.ts';
import { Penalty, type PenaltyRule } from './penalty.ts';

/** One address: the first failure costs 250 ms, each further one twice as much. */
const ADDRESS_RULE: PenaltyRule = { free: 0, firstMs: 250, maxMs: 10_000, forgiveMs: 15_000 };
/** All addresses together: counts only when many fail, and then for every failure. */
const OVERALL_RULE: PenaltyRule = { free: 30, firstMs: 250, maxMs: 10_000, forgiveMs: 1_000 };

/** Connections that haven't logged in yet. */
export const MAX_PENDING = 16;
/** From one address. A failed login keeps its place while it waits for its answer. */
export const MAX_PENDING_PER_ADDRESS = 12;
/** Addresses remembered; the one that failed longest ago is forgotten first. */
const MAX_ADDRESSES = 4096;

/** A place among the connections that are logging in. */
export interface LoginPlace {
  /** Gives the place back; further calls do nothing. */
  release(): void;
}

export class LoginThrottle {
  readonly #clock: Clock;
  readonly #pending = new Map<string, number>();
  readonly #penalties = new Map<string, Penalty>();
  readonly #overall: Penalty;
  #pendingTotal = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#overall = new Penalty(OVERALL_RULE);
  }

  /** Connections that are logging in now. */
  get pending(): number {
    return this.#pendingTotal;
  }

  /** A place for a new connection; undefined while too many haven't logged in. */
  admit(address: string): LoginPlace | undefined {
    const here = this.#pending.get(address) ?? 0;
    if (this.#pendingTotal >= MAX_PENDING || here >= MAX_PENDING_PER_ADDRESS) return undefined;
    this.#pendingTotal++;
    this.#pending.set(address, here + 1);
    let held = true;
    return {
      release: () => {
        if (held) this.#release(address);
        held = false;
      },
    };
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

  #release(address: string): void {
    this.#pendingTotal--;
    const left = this.#pending.get(address)! - 1;
    if (left > 0) this.#pending.set(address, left);
    else this.#pending.delete(address);
  }

  #forget(now: number): void {
    for (const [address, penalty] of this.#penalties) {
      const over = this.#penalties.size > MAX_ADDRESSES;
      if (!over && !penalty.isOver(now)) return;
      this.#penalties.delete(address);
    }
  }
}
