// Names for many hosts at once, each one's own in its folder: where one is taken it gets a number.
import type { DatabaseSync } from 'node:sqlite';
import { freeName, placeKey } from './hostNames.ts';
import { rowsOf } from './hostsBase.ts';

export class NameGiver {
  readonly #taken: Set<string>;
  /** The number that was given last, so that a thousand of one name don't ask for each below it. */
  readonly #last = new Map<string, number>();

  /** `renamed`: hosts that are given names anew; theirs are free. */
  constructor(database: DatabaseSync, renamed: readonly string[]) {
    const query = `SELECT key FROM hosts WHERE deleted_at IS NULL
                   AND id NOT IN (SELECT value FROM json_each(:ids))`;
    const rows = rowsOf(database, query, { ids: JSON.stringify(renamed) });
    this.#taken = new Set(rows.map(({ key }) => String(key)));
  }

  give(folder: string | null, name: string): string {
    const wanted = placeKey(folder, name);
    const isTaken = (other: string): boolean => this.#taken.has(placeKey(folder, other));
    const { free, count } = freeName(name, isTaken, this.#last.get(wanted));
    this.#last.set(wanted, count);
    this.#taken.add(placeKey(folder, free));
    return free;
  }
}
