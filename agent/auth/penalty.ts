// The cost of failing, for one address or for all: it doubles with each failure, and is
// forgiven one failure at a time.

export interface PenaltyRule {
  /** Failures that cost nothing. */
  free: number;
  /** Cost of the first failure after those, in milliseconds. */
  firstMs: number;
  /** No failure costs more. */
  maxMs: number;
  /** One failure is forgiven each time this passes without another. */
  forgiveMs: number;
}

export class Penalty {
  readonly #rule: PenaltyRule;
  #failures = 0;
  #lastFailure = 0;
  #notBefore = 0;

  constructor(rule: PenaltyRule) {
    this.#rule = rule;
  }

  /** Time left to wait, in milliseconds. */
  waitMs(now: number): number {
    return Math.max(0, this.#notBefore - now);
  }

  fail(now: number): void {
    this.#failures = this.#remembered(now) + 1;
    this.#lastFailure = now;
    // Logins that were let in side by side add up, but never to more than the longest wait.
    const until = Math.max(now, this.#notBefore) + this.#cost();
    this.#notBefore = Math.min(until, now + this.#rule.maxMs);
  }

  /** True when nothing is held against anybody any more. */
  isOver(now: number): boolean {
    return this.#remembered(now) === 0 && this.waitMs(now) === 0;
  }

  #remembered(now: number): number {
    const forgiven = Math.floor((now - this.#lastFailure) / this.#rule.forgiveMs);
    return Math.max(0, this.#failures - forgiven);
  }

  #cost(): number {
    const { free, firstMs, maxMs } = this.#rule;
    const counted = this.#failures - free;
    return counted <= 0 ? 0 : Math.min(maxMs, firstMs * 2 ** (counted - 1));
  }
}
