// Addresses that somebody would not save as hosts, so that it is offered once. Kept by the browser's
// storage, which all windows share; what is broken there counts as nothing.
import type { Storage } from './uses.ts';

/** The oldest are offered again. */
export const MOST = 200;
const KEY = 'hosts-not-saved';

export class Declined {
  readonly #storage: Storage | null;

  constructor(storage: Storage | null) {
    this.#storage = storage;
  }

  /** Whether saving it was declined before. */
  has(id: string): boolean {
    return this.#all().includes(id);
  }

  /** It isn't to be offered again. */
  add(id: string): void {
    const all = [...this.#all().filter((one) => one !== id), id].slice(-MOST);
    try {
      this.#storage?.setItem(KEY, JSON.stringify(all));
    } catch {
      // A full disk: then it is offered once more.
    }
  }

  #all(): string[] {
    try {
      const stored: unknown = JSON.parse(this.#storage?.getItem(KEY) ?? '[]');
      const all: unknown[] = Array.isArray(stored) ? stored : [];
      return all.filter((one) => typeof one === 'string').slice(-MOST);
    } catch {
      return [];
    }
  }
}
