// A remote tunnel's port that is in use, most likely by its own listener of before: of a machine that
// vanished the agent hears nothing, and takes it for present until it has been silent for long.
import type { Clock } from '../time/clock.ts';
import { LIMITS } from '../wire/protocol.ts';
import type { TunnelError } from './tunnelError.ts';

/** From the first refusal on, milliseconds: longer than any agent waits for a sign of life. */
const PATIENCE_MS = LIMITS.streamKeepMs + 10_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 10_000;

export class PortRetry {
  readonly #clock: Clock;
  #until: number | undefined;
  #pause = FIRST_PAUSE_MS;
  #cancelTimer: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `action` in a while and returns true, if that may still help. */
  again({ code }: TunnelError, action: () => void): boolean {
    if (code !== 'port-in-use') return false;
    const now = this.#clock.now();
    this.#until ??= now + PATIENCE_MS;
    if (now >= this.#until) return false;
    this.#cancelTimer = this.#clock.after(Math.min(this.#pause, this.#until - now), action);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
    return true;
  }

  /** It is had: the next refusal is another matter. */
  succeeded(): void {
    this.#until = undefined;
    this.#pause = FIRST_PAUSE_MS;
  }

  cancel(): void {
    this.#cancelTimer();
  }
}
