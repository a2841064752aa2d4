// A change that takes several turns, as thousands of hosts are stored: in a connection of its own, so that it
// is one transaction, and what else is changed meanwhile is none of it. Whatever else is to be changed goes
// first: the long one is rolled back then, and tried again by whoever wants it.
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';

export class LongChange {
  readonly #open: () => DatabaseSync;
  #database: DatabaseSync | undefined;
  #isGoing = false;

  constructor(open: () => DatabaseSync) {
    this.#open = open;
  }

  /** The same file; its temporary tables stay from one change to the next. */
  get database(): DatabaseSync {
    return (this.#database ??= this.#open());
  }

  /**
   * Each step is a turn of its own, unless it is in a hurry. False where another change went first; then
   * nothing is stored, as where a step throws.
   */
  async run(steps: Iterable<unknown>, inHurry: boolean): Promise<boolean> {
    this.giveWay();
    this.database.exec('BEGIN IMMEDIATE');
    this.#isGoing = true;
    try {
      for (const _ of steps) {
        if (!inHurry) await setImmediate();
        if (!this.#isGoing) return false;
      }
      this.database.exec('COMMIT');
      this.#isGoing = false;
      return true;
    } catch (error) {
      this.giveWay();
      throw error;
    }
  }

  /** To be called before anything else writes. */
  giveWay(): void {
    if (!this.#isGoing) return;
    this.#isGoing = false;
    try {
      this.#database?.exec('ROLLBACK');
    } catch {
      // a full disk has rolled it back already
    }
  }

  close(): void {
    this.giveWay();
    this.#database?.close();
    this.#database = undefined;
  }
}
