// Which folders each window has open, kept by the browser's storage, which all windows share; what is
// broken there counts as nothing. A new window begins as the one that folded last.
import type { Storage } from './uses.ts';

const KEY = 'hosts-folded';
/** Windows that are remembered: those that folded last. */
const MOST_WINDOWS = 8;

/** Open or not, by the key of the row. */
export type Folded = ReadonlyMap<string, boolean>;

type Entry = readonly [window: string, open: readonly string[], shut: readonly string[]];

export class Folds {
  readonly #storage: Storage | null;
  readonly #window: string;

  constructor(storage: Storage | null, window: string) {
    this.#storage = storage;
    this.#window = window;
  }

  read(): Folded {
    const all = this.#all();
    const [, open, shut] = all.find(([window]) => window === this.#window) ?? all.at(-1) ?? EMPTY;
    return new Map([...open.map(saying(true)), ...shut.map(saying(false))]);
  }

  write(folded: Folded): void {
    const of = (is: boolean) => [...folded].filter(([, open]) => open === is).map(([key]) => key);
    const others = this.#all().filter(([window]) => window !== this.#window);
    const entries: Entry[] = [...others, [this.#window, of(true), of(false)]];
    try {
      this.#storage?.setItem(KEY, JSON.stringify(entries.slice(-MOST_WINDOWS)));
    } catch {
      // A full disk: then it is as it was last time.
    }
  }

  #all(): Entry[] {
    try {
      const stored: unknown = JSON.parse(this.#storage?.getItem(KEY) ?? '[]');
      return Array.isArray(stored) ? stored.filter(isEntry) : [];
    } catch {
      return [];
    }
  }
}

const EMPTY: Entry = ['', [], []];

const saying =
  (open: boolean) =>
  (key: string): [string, boolean] => [key, open];

function isEntry(entry: unknown): entry is Entry {
  if (!Array.isArray(entry) || typeof entry[0] !== 'string') return false;
  return [entry[1], entry[2]].every(
    (keys) => Array.isArray(keys) && keys.every((key) => typeof key === 'string'),
  );
}
