// How windows are told of saved hosts: all of them when a window begins, and what changes after. With
// thousands of them nothing is told in one piece, so that nobody waits for it: neither a window's
// first picture nor a key.
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { HostsChange, HostsPart, SavedHost } from '../ipc/contract.ts';
import { TouchedHosts } from './touchedHosts.ts';
import type { FolderTree, TreeNode } from './folderTree.ts';
import { rowsOf, sql, type Row } from './hostsBase.ts';
import { packHosts } from './packedHosts.ts';

/** With these a window can begin: more than it shows at once, and than those with which folders begin open. */
const FIRST = 120;
/** Hosts told in one turn: a few milliseconds. */
const PIECE = 500;

const THERE = sql`FROM hosts WHERE deleted_at IS NULL`;
// Those that tabs are called after, then those that are seen while folders are shut, then any. None of it
// puts thousands in order, or reads all of each: keys at the top begin with a slash (hostNames.ts).
const NEEDED = sql`SELECT * ${THERE} AND id IN (SELECT value FROM json_each(:needed))`;
const BEGIN = [
  sql`SELECT * ${THERE} AND favourite = 1 LIMIT :most`,
  sql`SELECT * ${THERE} AND key >= '/' AND key < '0' ORDER BY key LIMIT :most`,
  sql`SELECT * ${THERE} ORDER BY rowid LIMIT :most`,
];
const THESE = sql`SELECT * ${THERE} AND id IN (SELECT value FROM json_each(:ids))`;
const RECENT = sql`SELECT id ${THERE} AND used_at IS NOT NULL ORDER BY used_at DESC LIMIT 5`;
const FURTHER = sql`SELECT *, rowid AS place ${THERE} AND rowid > :after ORDER BY rowid LIMIT :most`;

export interface HostTellingOptions {
  database: DatabaseSync;
  /** As windows see it. */
  shown: (row: Row) => SavedHost;
  tree: () => FolderTree<TreeNode>;
  warn: (line: string) => void;
}

export class HostTelling {
  readonly #options: HostTellingOptions;
  readonly #changed: TouchedHosts;
  #isTelling = false;

  constructor(options: HostTellingOptions) {
    this.#options = options;
    this.#changed = new TouchedHosts(options.database);
  }

  /** What is changed there is told, too: another connection to the file, fresh. */
  watch(database: DatabaseSync): void {
    this.#changed.watch(database);
  }

  /** What a window begins with; `needed` are in it, whatever else is. */
  first(needed: readonly string[] = []): HostsPart {
    const most = FIRST + 1; // whether there are more is seen by one
    const rows = new Map<unknown, Row>();
    const add = (row: Row): unknown => rows.size < most && rows.set(row['id'], row);
    this.#rows(NEEDED, { needed: JSON.stringify(needed) }).forEach(add);
    for (const query of BEGIN) if (rows.size < most) this.#rows(query, { most }).forEach(add);
    const first = [...rows.values()].slice(0, FIRST);
    const next = rows.size > FIRST ? 0 : null;
    return { hosts: packHosts(first.map(this.#options.shown)), next };
  }

  /** Ids of those used last, which a window shows apart. */
  recent(): string[] {
    return this.#rows(RECENT, {}).map(({ id }) => String(id));
  }

  /** The part after another; some of what began may be in it once more. */
  further(after: number): HostsPart {
    let [count, last] = [0, after];
    const { database, shown } = this.#options;
    function* hosts(): Iterable<SavedHost> {
      for (const row of database.prepare(FURTHER).iterate({ after, most: PIECE })) {
        [count, last] = [count + 1, Number(row['place'])];
        yield shown(row);
      }
    }
    const packed = packHosts(hosts());
    return { hosts: packed, next: count < PIECE ? null : last };
  }

  /**
   * Tells what has changed since the last time, now; where that is much, the rest piece by piece in the
   * following turns, with what else has changed by then.
   */
  tell(emit: (change: HostsChange) => void): void {
    if (this.#isTelling) return;
    if (this.#changed.gather() > PIECE) this.#tellSoon(emit);
    else this.#tellPiece(emit);
  }

  #tellSoon(emit: (change: HostsChange) => void): void {
    this.#isTelling = true;
    setImmediate(() => this.#tellNext(emit));
  }

  #tellPiece(emit: (change: HostsChange) => void): void {
    this.#isTelling = false;
    if (!this.#options.database.isOpen) return;
    const next = this.#changed.some(this.#options.tree, PIECE + 1);
    const ids = next.slice(0, PIECE);
    if (ids.length === 0) return;
    const hosts = this.#rows(THESE, { ids: JSON.stringify(ids) }).map(this.#options.shown);
    this.#changed.forget(ids);
    const there = new Set(hosts.map(({ id }) => id));
    const gone = ids.filter((id) => !there.has(id));
    this.#isTelling = next.length > PIECE;
    emit({ put: packHosts(hosts), gone, more: this.#isTelling });
    if (this.#isTelling) this.#tellSoon(emit);
  }

  // Nobody waits for it who could be told: what wasn't told is with the next change.
  #tellNext(emit: (change: HostsChange) => void): void {
    try {
      this.#tellPiece(emit);
    } catch (error) {
      this.#isTelling = false;
      this.#options.warn(`windows could not be told of changed hosts: ${String(error)}`);
    }
  }

  #rows(query: string, values: Record<string, SQLInputValue>): Row[] {
    return rowsOf(this.#options.database, query, values);
  }
}
