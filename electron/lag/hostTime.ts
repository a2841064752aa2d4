// How long a host takes for typed input: from its leaving here to its acknowledgement, less what
// the link takes. A host whose agent is busy, or whose program doesn't read, shows in nothing
// else.
import { RecentMedian } from '../../core/lag/recentMedian.ts';
import { Transit } from '../../core/lag/transit.ts';
import type { Clock } from '../../core/time/clock.ts';

const SAMPLES = 9;

/** What heartbeats tell of the way there. */
export interface LinkTimes {
  roundTripMs: number | null;
  silentMs: number;
}

export class HostTime {
  readonly #clock: Clock;
  readonly #typed = new Transit();
  readonly #took = new RecentMedian(SAMPLES);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Median of the last times, milliseconds; null before the first. */
  get medianMs(): number | null {
    return this.#took.value;
  }

  typed(bytes: number): void {
    this.#typed.leave(bytes, this.#clock.now());
  }

  /** So many bytes are still not acknowledged. */
  pending(bytes: number, { roundTripMs }: LinkTimes): void {
    const took = this.#typed.arrive(this.#typed.bytes - bytes, this.#clock.now());
    if (took !== null) this.#took.push(Math.max(0, took - (roundTripMs ?? 0)));
  }

  /** A new connection: what is pending is sent again, from now on. */
  sentAgain(bytes: number): void {
    this.#typed.clear();
    if (bytes > 0) this.typed(bytes);
  }

  /**
   * For how long the oldest input is known not to have been taken, milliseconds. What was typed
   * into a silent link counts from an answer that could have brought the acknowledgement.
   */
  waitMs({ roundTripMs, silentMs }: LinkTimes): number {
    const leftAt = this.#typed.oldestLeftAt;
    if (leftAt === null) return 0;
    return Math.max(0, this.#clock.now() - silentMs - leftAt - (roundTripMs ?? 0));
  }
}
