// Says when a link counts as slow, and when it no longer does. The two lie apart, so that a
// delay near the threshold doesn't make the warning flicker. Pure.

export interface LagThresholds {
  /** Median round trip from which a link is slow, milliseconds. */
  roundTripMs: number;
  /** Silence from which it is, milliseconds; more than the heartbeat's interval. */
  silenceMs: number;
}

export const DEFAULT_THRESHOLDS: LagThresholds = {
  // Typing feels broken from here on; VS Code warns at 1 s, mosh predicts above 30 ms.
  roundTripMs: 400,
  // Two heartbeats missed.
  silenceMs: 4_500,
};

/** Below this part of a threshold, the warning goes. */
const RECOVERY = 0.75;

export class LagJudge {
  readonly #thresholds: LagThresholds;
  #slow = false;

  constructor(thresholds: LagThresholds) {
    this.#thresholds = thresholds;
  }

  reset(): void {
    this.#slow = false;
  }

  /** What changed, if anything did. */
  look(sample: { roundTripMs: number | null; silentMs: number }): 'slow' | 'recovered' | undefined {
    const { roundTripMs, silenceMs } = this.#thresholds;
    const worst = Math.max((sample.roundTripMs ?? 0) / roundTripMs, sample.silentMs / silenceMs);
    if (!this.#slow && worst >= 1) {
      this.#slow = true;
      return 'slow';
    }
    if (!this.#slow || worst >= RECOVERY) return undefined;
    this.#slow = false;
    return 'recovered';
  }
}
