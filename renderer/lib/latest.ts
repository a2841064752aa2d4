// The latest of something that changes faster than anybody reads: told at once after a quiet
// time, then no more often than every so often, and always the last.

export class Latest<T> {
  readonly #everyMs: number;
  readonly #tell: (value: T) => void;
  readonly #after: (ms: number, run: () => void) => unknown;
  #waiting: { value: T } | null = null;
  #resting = false;

  constructor(
    everyMs: number,
    tell: (value: T) => void,
    after: (ms: number, run: () => void) => unknown = (ms, run) => setTimeout(run, ms),
  ) {
    this.#everyMs = everyMs;
    this.#tell = tell;
    this.#after = after;
  }

  set value(value: T) {
    if (this.#resting) this.#waiting = { value };
    else this.#pass(value);
  }

  #pass(value: T): void {
    this.#resting = true;
    this.#after(this.#everyMs, () => this.#rested());
    this.#tell(value);
  }

  #rested(): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    this.#resting = false;
    if (waiting) this.#pass(waiting.value);
  }
}
