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

  constructor(rule: PenaltyRule) {
    this.#rule = rule;
  }

  /** One more failure; its cost in milliseconds. */
  fail(now: number): number {
    this.#failures = this.#remembered(now) + 1;
    this.#lastFailure = now;
    const { free, firstMs, maxMs } = this.#rule;
    const counted = this.#failures - free;
    return counted <= 0 ? 0 : Math.min(maxMs, firstMs * 2 ** (counted - 1));
  }

  /** True when nothing is held against anybody any more. */
  isOver(now: number): boolean {
    return this.#failures > 0 && this.#remembered(now) === 0;
  }

  #remembered(now: number): number {
    const forgiven = Math.floor((now - this.#lastFailure) / this.#rule.forgiveMs);
    return Math.max(0, this.#failures - forgiven);
  }
}
