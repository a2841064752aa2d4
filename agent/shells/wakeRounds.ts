// Wakes all viewers of a shell. Each that sends something costs a system call, so a crowd is woken
// in parts, and the event loop gets to others' keys in between. Who can send nothing holds up nobody.

/** Woken at once: about a millisecond's work. */
const PART = 64;

interface Sleeper {
  /** False when it does nothing, and so costs nothing. */
  wake(): boolean;
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
    for (let woken = 0; woken < PART;) {
      const next = this.#round!.next();
      if (next.done) return this.#end();
      if (next.value.wake()) woken++;
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
