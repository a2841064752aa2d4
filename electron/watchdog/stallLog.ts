// Says when something stood still, and doesn't become a flood of its own: the first is told at
// once, those of the next seconds as one line.
import type { Clock } from '../../core/time/clock.ts';

/** Longer than this is too long: a person begins to feel it. */
export const STALL_MS = 50;
/** What comes within this time after a line waits, and is told as one. */
export const QUIET_MS = 10_000;

export class StallLog {
  readonly #clock: Clock;
  readonly #say: (line: string) => void;
  #more: { count: number; worst: string; ms: number } | null = null;
  #quiet = false;

  constructor(clock: Clock, say: (line: string) => void) {
    this.#clock = clock;
    this.#say = say;
  }

  /** Something took so long, which nothing should. `what` ends a sentence: "stood still for 80 ms". */
  tell(what: string, ms: number): void {
    if (!this.#quiet) return this.#pass(what);
    const { count, worst, ms: before } = this.#more ?? { count: 0, worst: what, ms };
    this.#more = { count: count + 1, worst: ms > before ? what : worst, ms: Math.max(ms, before) };
  }

  #pass(line: string): void {
    this.#say(line);
    this.#quiet = true;
    this.#clock.after(QUIET_MS, () => this.#summarise());
  }

  #summarise(): void {
    const more = this.#more;
    this.#more = null;
    this.#quiet = false;
    if (more) this.#pass(`${more.count} more since; the worst: ${more.worst}`);
  }
}
