// Whose output is parsed next. All terminals share the window's one event loop; they take turns,
// and between two turns the window gets to paint, to hear keys, and to read its messages.

/** A turn takes a fraction of this. A terminal that doesn't end its own holds nobody else up. */
export const TURN_LIMIT_MS = 500;

export interface TurnTimes {
  /** Runs a function soon, after other work had its turn (a macrotask). */
  later: (run: () => void) => void;
  /** Runs a function in so many milliseconds; what it returns calls that off. */
  after: (ms: number, run: () => void) => () => void;
}

export class Turns {
  readonly #times: TurnTimes;
  readonly #waiting: ((done: () => void) => void)[] = [];
  #taken = false;

  constructor(times: TurnTimes) {
    this.#times = times;
  }

  /** Calls `take` once it is its turn. It calls `done` when it has parsed what it took. */
  ask(take: (done: () => void) => void): void {
    this.#waiting.push(take);
    if (!this.#taken) this.#next();
  }

  #next(): void {
    const take = this.#waiting.shift();
    this.#taken = take !== undefined;
    if (take) this.#give(take);
  }

  #give(take: (done: () => void) => void): void {
    let over = false;
    const end = () => {
      if (over) return;
      over = true;
      cancel();
      this.#times.later(() => this.#next());
    };
    const cancel = this.#times.after(TURN_LIMIT_MS, end);
    take(end);
  }
}

/** Runs a function in so many milliseconds; what it returns calls that off. */
export function windowTimers(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

/** Runs a function soon, after other work had its turn. */
export function soon(run: () => void): void {
  void scheduler.postTask(run);
}

/** The turns of all terminals in this window. */
export const windowTurns = new Turns({
  later: soon,
  after: windowTimers,
});
