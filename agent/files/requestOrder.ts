// Which requests may run at the same time: any, as long as nobody can tell from the answers that they
// weren't done one after the other. Pure.

/** What a request touches. */
export interface Touch {
  /** Absolute paths; of a handle, the one that it was opened by. */
  paths: readonly string[];
  /** Something is other than before. */
  changes: boolean;
  /** Of a read or write of an open file: only what overlaps is touched. */
  range?: { from: number; to: number };
}

interface Entry {
  touch: Touch;
  start: () => Promise<void>;
  runs: boolean;
}

export class RequestOrder {
  readonly #entries = new Set<Entry>();
  readonly #onDone: () => void;

  /** `onDone` is called when one has ended. */
  constructor(onDone: () => void) {
    this.#onDone = onDone;
  }

  /** Those that run or wait. */
  get size(): number {
    return this.#entries.size;
  }

  /** Starts it once everything before that it mustn't overtake has ended. `start` never rejects. */
  add(touch: Touch, start: () => Promise<void>): void {
    const entry: Entry = { touch, start, runs: false };
    this.#entries.add(entry);
    if (!this.#waitsFor(entry)) this.#run(entry);
  }

  #run(entry: Entry): void {
    entry.runs = true;
    void entry.start().then(() => {
      this.#entries.delete(entry);
      for (const next of [...this.#entries]) {
        if (!next.runs && !this.#waitsFor(next)) this.#run(next);
      }
      this.#onDone();
    });
  }

  #waitsFor(entry: Entry): boolean {
    for (const earlier of this.#entries) {
      if (earlier === entry) return false;
      if (collide(earlier.touch, entry.touch)) return true;
    }
    return false;
  }
}

export function collide(a: Touch, b: Touch): boolean {
  if (!a.changes && !b.changes) return false;
  if (!a.paths.some((one) => b.paths.some((other) => meet(one, other)))) return false;
  if (!a.range || !b.range) return true;
  return a.range.from < b.range.to && b.range.from < a.range.to;
}

/** The same, or one within the other. */
function meet(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return long.startsWith(short.endsWith('/') ? short : `${short}/`);
}
