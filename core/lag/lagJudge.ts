// Says which of several figures is too high to be called well, and since when it no longer is.
// Entering and leaving lie apart, and both must last, so that a figure near its threshold
// doesn't make the warning flicker. Pure: it is fed with figures and the time.

/** How long a figure must stay on the other side before that counts, milliseconds. */
export interface Confirmation {
  readonly enterMs: number;
  readonly leaveMs: number;
}

/** Below this part of a threshold, the warning goes. */
export const RECOVERY = 0.75;

/** One figure against its threshold. */
class Hysteresis {
  readonly #confirmation: Confirmation;
  /** Since when the figure has stood on the other side; null while it doesn't. */
  #crossedAt: number | null = null;
  high = false;

  constructor(confirmation: Confirmation) {
    this.#confirmation = confirmation;
  }

  /** `level` is the figure as a part of its threshold. */
  look(level: number, now: number): void {
    const crossed = this.high ? level < RECOVERY : level >= 1;
    if (!crossed) return void (this.#crossedAt = null);
    this.#crossedAt ??= now;
    const { enterMs, leaveMs } = this.#confirmation;
    if (now - this.#crossedAt < (this.high ? leaveMs : enterMs)) return;
    this.high = !this.high;
    this.#crossedAt = null;
  }
}

export class LagJudge<Cause extends string> {
  readonly #rules: Readonly<Record<Cause, Confirmation>>;
  #figures!: Map<Cause, Hysteresis>;

  /** The order of the rules is that of their weight: where several are too high, the first is told. */
  constructor(rules: Readonly<Record<Cause, Confirmation>>) {
    this.#rules = rules;
    this.reset();
  }

  /** What is too high, as of the last look; null while all is well. */
  get verdict(): Cause | null {
    for (const [cause, { high }] of this.#figures) if (high) return cause;
    return null;
  }

  /**
   * Takes a look at all figures, each as a part of its threshold: 1 and more is too high. To be
   * called again while something is, and while something might become so.
   */
  look(levels: Readonly<Record<Cause, number>>, now: number): Cause | null {
    for (const [cause, figure] of this.#figures) figure.look(levels[cause], now);
    return this.verdict;
  }

  /** All is well again, whatever was: it is another connection's turn. */
  reset(): void {
    const entries = Object.entries<Confirmation>(this.#rules);
    this.#figures = new Map(entries.map(([cause, rule]) => [cause as Cause, new Hysteresis(rule)]));
  }
}
