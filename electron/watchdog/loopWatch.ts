// Watches an event loop: a timer that comes late tells that something ran too long before it.
// While the loop has little to do it looks up rarely, so that watching costs nothing then.
import type { Clock } from '../../core/time/clock.ts';
import { STALL_MS } from './stallLog.ts';

/** Between two looks while the loop is busy; a stall may be longer by this than is told. */
const BUSY_LOOK_MS = 10;
const IDLE_LOOK_MS = 250;
/** Busy is who worked for more than this share of the time. */
const BUSY_SHARE = 0.1;

export interface LoopWatchOptions {
  clock: Clock;
  /** Milliseconds that this thread has worked since it began. */
  worked: () => number;
  /** Told how long the loop stood still, and what was begun last before that, where it is known. */
  onStall: (ms: number, what: string) => void;
}

export class LoopWatch {
  readonly #options: LoopWatchOptions;
  #cancel: (() => void) | undefined;
  #lookedAt = 0;
  #worked = 0;

  constructor(options: LoopWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#lookAgain(IDLE_LOOK_MS);
  }

  stop(): void {
    this.#cancel?.();
  }

  /** Runs something, and tells of it by name when that took too long. */
  run<T>(what: string, action: () => T): T {
    const began = this.#options.clock.now();
    try {
      return action();
    } finally {
      const ms = this.#options.clock.now() - began;
      if (ms > STALL_MS) this.#told(ms, what);
    }
  }

  #lookAgain(ms: number): void {
    const { clock, worked } = this.#options;
    this.#lookedAt = clock.now();
    this.#worked = worked();
    this.#cancel = clock.after(ms, () => this.#look(ms));
  }

  #look(expectedMs: number): void {
    const { clock, worked } = this.#options;
    const ms = clock.now() - this.#lookedAt;
    const late = ms - expectedMs;
    if (late > STALL_MS) this.#options.onStall(late, '');
    const busy = worked() - this.#worked > ms * BUSY_SHARE;
    this.#lookAgain(busy ? BUSY_LOOK_MS : IDLE_LOOK_MS);
  }

  // The timer will be late for the same reason; once is enough.
  #told(ms: number, what: string): void {
    this.#options.onStall(ms, what);
    this.#cancel?.();
    this.#lookAgain(BUSY_LOOK_MS);
  }
}
