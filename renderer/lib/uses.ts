// When and how often something was chosen in the palette: what is used comes first. Kept by the browser's
// storage, which all windows share; what is broken there counts as nothing.

/** A few hundred are enough to put first what is used. */
const MOST = 300;
const KEY = 'palette-uses';
const HOUR = 3_600_000;

export type Use = readonly [times: number, last: number];

/** What is needed of the browser's storage. */
export type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

export class Uses {
  readonly #storage: Storage | null;
  readonly #now: () => number;

  /** @param now milliseconds since 1970 */
  constructor(storage: Storage | null, now: () => number = Date.now) {
    this.#storage = storage;
    this.#now = now;
  }

  /** All that are known, by id. */
  all(): ReadonlyMap<string, Use> {
    try {
      const stored: unknown = JSON.parse(this.#storage?.getItem(KEY) ?? '[]');
      return new Map((Array.isArray(stored) ? stored : []).filter(isEntry).slice(-MOST));
    } catch {
      return new Map();
    }
  }

  /** It was chosen just now. */
  used(id: string): void {
    const all = new Map(this.all());
    const [times = 0] = all.get(id) ?? [];
    all.delete(id);
    all.set(id, [times + 1, this.#now()]);
    try {
      this.#storage?.setItem(KEY, JSON.stringify([...all].slice(-MOST)));
    } catch {
      // A full disk: then the order is that of last time.
    }
  }

  /** Points for what was used lately and often, by id. */
  weights(): Record<string, number> {
    const now = this.#now();
    const weights = [...this.all()].map(([id, use]) => [id, weight(use, now)] as const);
    return Object.fromEntries(weights);
  }
}

function isEntry(entry: unknown): entry is [string, [number, number]] {
  if (!Array.isArray(entry) || typeof entry[0] !== 'string') return false;
  const use: unknown = entry[1];
  return Array.isArray(use) && use.length === 2 && use.every((one) => Number.isFinite(one));
}

/** Less than a better match is worth, more than where something stands in its list. */
function weight([times, last]: Use, now: number): number {
  return latelyUsed(last, now) + Math.min(8, 2 * Math.log2(times + 1));
}

/** Both in milliseconds since 1970. */
export function latelyUsed(last: number, now: number): number {
  const hours = Math.max(0, now - last) / HOUR;
  return hours < 1 ? 16 : hours < 24 ? 12 : hours < 24 * 7 ? 8 : hours < 24 * 30 ? 4 : 1;
}
