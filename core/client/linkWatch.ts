// Watches a connection for lag: looks at each answer, and when one is overdue. Remembers how
// long answers usually take, and how it was over the last minutes. It costs no timer beyond
// the one for the next overdue answer.
import { LagJudge } from '../lag/lagJudge.ts';
import { RecentMedian } from '../lag/recentMedian.ts';
import { Timeline } from '../lag/timeline.ts';
import type { Clock } from '../time/clock.ts';

export interface LinkThresholds {
  /** Median round trip from which a link is slow, milliseconds. */
  roundTripMs: number;
  /** Silence from which it is, milliseconds; more than the heartbeat's interval. */
  silenceMs: number;
}

export type LinkLag = 'silence' | 'round-trip';

/** What is watched; all of it as `AgentClient` has it. */
export interface WatchedLink {
  readonly roundTripMs: number | null;
  readonly silentMs: number;
}

export interface LinkWatchOptions {
  clock: Clock;
  /** Asked at each look, so that a change takes effect at once. */
  thresholds: () => LinkThresholds;
  /** The verdict is another one, or the silence it tells of has grown by a second. */
  onChange: () => void;
}

/** Round trips of good times that "usually" is made of: ten minutes of heartbeats. */
const USUAL_SAMPLES = 300;
/** How often a link that lags, or might, is looked at, milliseconds. */
const LOOK_MS = 1_000;
/** Silence that is all but too long isn't waited for in smaller steps, milliseconds. */
const SOONEST_MS = 100;

export class LinkWatch {
  readonly roundTrips: Timeline = new Timeline();
  readonly #options: LinkWatchOptions;
  readonly #usual = new RecentMedian(USUAL_SAMPLES);
  readonly #judge: LagJudge<LinkLag>;
  #link: WatchedLink | null = null;
  #longestMs = 0;
  #cancel: () => void = () => undefined;

  constructor(options: LinkWatchOptions) {
    this.#options = options;
    this.#judge = new LagJudge<LinkLag>({
      // It was long already. One answer doesn't show that they come regularly again.
      silence: {
        enterMs: 0,
        get leaveMs() {
          return options.thresholds().silenceMs;
        },
      },
      // The figure is a median: one outlier doesn't move it.
      'round-trip': { enterMs: 1_000, leaveMs: 1_000 },
    });
  }

  /** Why it lags; null while it doesn't, or there is no connection. */
  get lag(): LinkLag | null {
    return this.#judge.verdict;
  }

  /** While it lags of it: the silence that was too long, milliseconds, also when it is over. */
  get silenceMs(): number {
    return this.#longestMs;
  }

  /** Median of the round trips that were no lag, milliseconds; null before the first. */
  get usualMs(): number | null {
    return this.#usual.value;
  }

  /** A connection stands. */
  start(link: WatchedLink): void {
    this.#link = link;
    this.#judge.reset();
    this.look();
  }

  /** It is gone. */
  stop(): void {
    this.#cancel();
    this.#judge.reset();
    if (this.#link) this.roundTrips.record(this.#options.clock.now(), null);
    this.#link = null;
  }

  /** The agent has answered a heartbeat after so many milliseconds. */
  answered(roundTripMs: number): void {
    if (!this.#link) return;
    this.roundTrips.record(this.#options.clock.now(), roundTripMs);
    if (roundTripMs < this.#options.thresholds().roundTripMs) this.#usual.push(roundTripMs);
    this.look();
  }

  /** Judges anew: something was measured, or the thresholds are others. */
  look(): void {
    const link = this.#link;
    if (!link) return;
    const before = this.lag;
    const { roundTripMs, silenceMs } = this.#options.thresholds();
    const levels = {
      silence: link.silentMs / silenceMs,
      'round-trip': (link.roundTripMs ?? 0) / roundTripMs,
    };
    const lag = this.#judge.look(levels, this.#options.clock.now());
    if (levels.silence >= 1) this.#longestMs = link.silentMs;
    this.#lookAgain(levels, silenceMs - link.silentMs);
    if (lag !== before || (lag === 'silence' && levels.silence >= 1)) this.#options.onChange();
  }

  /** Once a second while something is, or is about to be, too high; else when silence would be. */
  #lookAgain(levels: Record<LinkLag, number>, untilSilent: number): void {
    const soon = this.lag !== null || Object.values(levels).some((level) => level >= 1);
    const wait = soon ? LOOK_MS : Math.max(SOONEST_MS, untilSilent);
    this.#cancel();
    this.#cancel = this.#options.clock.after(wait, () => this.look());
  }
}
