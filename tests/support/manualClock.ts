// A clock that goes on only when the test says so.
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../core/time/clock.ts';

interface Timer {
  at: number;
  action: () => void;
}

/** So many timers at one instant are one that asks for itself again without end. */
const MOST_AT_ONCE = 100_000;

export class ManualClock implements Clock {
  #now = 0;
  #firedNow = 0;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  after(ms: number, action: () => void): () => void {
    const timer = { at: this.#now + ms, action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Timers that wait now. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Lets time pass, and calls in their order the timers that come due. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#due(end); next; next = this.#due(end)) this.#fire(next);
    this.#now = end;
  }

  /** Time goes by and nothing runs, as in a process that was stopped: timers come late. */
  standStill(ms: number): void {
    this.#now += ms;
  }

  /** As `advance`, but what one timer sets off in other tasks happens before the next one. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (let next = this.#due(end); next; next = this.#due(end)) {
      this.#fire(next);
      await settle();
    }
    this.#now = end;
  }

  #fire(timer: Timer): void {
    this.#timers.delete(timer);
    if (timer.at > this.#now) this.#firedNow = 0;
    if (++this.#firedNow > MOST_AT_ONCE) throw new Error('timers go off without end');
    this.#now = Math.max(this.#now, timer.at);
    timer.action();
  }

  #due(end: number): Timer | undefined {
    const due = [...this.#timers].filter((timer) => timer.at <= end);
    return due.sort((a, b) => a.at - b.at)[0];
  }
}

/** Lets every task go on that waits for nothing but others in this process. */
export async function settle(): Promise<void> {
  await setImmediate();
}
