// Wakes all viewers of a shell. Each of a crowd costs a system call, so a crowd is woken in
// parts, and the event loop gets to others' keys in between.

/** Woken at once: about a millisecond's work. */
const PART = 64;

interface Sleeper {
  wake(): void;
}

export class WakeRounds {
  readonly #sleepers: ReadonlySet<Sleeper>;
  #round: Iterator<Sleeper> | undefined;
  #again = false;

  constructor(sleepers: ReadonlySet<Sleeper>) {
    this.#sleepers = sleepers;
  }

  /** Everybody is woken soon, at least once, after this. */
  wakeAll(): void {
    if (this.#round) {
      this.#again = true;
      return;
    }
    this.#round = this.#sleepers.values();
    this.#go();
  }

  #go(): void {
    for (let woken = 0; woken < PART; woken++) {
      const next = this.#round!.next();
      if (next.done) return this.#end();
      next.value.wake();
    }
    setImmediate(() => this.#go());
  }

  #end(): void {
    this.#round = undefined;
    if (!this.#again) return;
    this.#again = false;
    this.wakeAll();
  }
}
