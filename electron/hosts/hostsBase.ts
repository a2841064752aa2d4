// What all parts of the hosts' store work with: the database, how a change is made, and the limits.
import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';

/** At once, and saved in all with the bin. Screens and copies stay quick with so many. */
export const MOST_HOSTS = 50_000;

export interface HostsBase {
  readonly database: DatabaseSync;
  /**
   * Runs one change as a transaction that is on the disk when it returns. Throws a `PersonError`. `soon`:
   * the copy of the file follows in the next turn, as both take their time where much is changed.
   */
  change(work: () => void, copy?: 'now' | 'soon'): void;
  /** Another one after each change. */
  revision(): number;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Marks a part of a query as one. */
export const sql = String.raw;

export type Row = Record<string, SQLOutputValue>;

/** Of a query with named parameters. */
export function rowsOf(
  database: DatabaseSync,
  query: string,
  values: Record<string, SQLInputValue> = {},
): Row[] {
  return database.prepare(query).all(values);
}

/** Ids as a query takes many: `IN (SELECT value FROM json_each(:ids))`. Throws a `PersonError`. */
export function manyIds(ids: readonly string[]): string {
  if (ids.length > MOST_HOSTS) throw new PersonError(say('hosts-too-many', { most: MOST_HOSTS }));
  return JSON.stringify(ids);
}

/** Throws a `PersonError` where so many more would be too many, with those in the bin. */
export function checkRoom(database: DatabaseSync, more: number): void {
  const count = Number(database.prepare('SELECT count(*) AS count FROM hosts').get()?.['count']);
  if (count + more <= MOST_HOSTS) return;
  throw new PersonError(say('hosts-saved-too-many', { most: MOST_HOSTS }));
}

/** Writes a row as it is. Part of a transaction. */
export function insertRow(database: DatabaseSync, table: string, row: Row): void {
  const columns = Object.keys(row);
  const places = columns.map(() => '?').join(', ');
  database
    .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`)
    .run(...(Object.values(row) as SQLInputValue[]));
}
