// How windows are told of saved hosts: all of them when a window begins, and what changes after. With
// thousands of them nothing is told in one piece, so that nobody waits for it: neither a window's
// first picture nor a key.
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { HostsChange, HostsPart, SavedHost } from '../ipc/contract.ts';
import { TouchedHosts } from './touchedHosts.ts';
import type { FolderTree, TreeNode } from './folderTree.ts';
import { rowsOf, sql, type Row } from './hostsBase.ts';
import { packHosts } from './packedHosts.ts';

/** With these a window can begin: more than it shows at once. */
const FIRST = 300;
/** Hosts told in one turn: a few milliseconds. */
const PIECE = 500;

const THERE = sql`FROM hosts WHERE deleted_at IS NULL`;
const COUNT = sql`SELECT count(*) AS count ${THERE}`;
// Those that are seen while folders are shut, after those that tabs are called after.
const BEGIN = sql`
  SELECT * ${THERE}
  ORDER BY id IN (SELECT value FROM json_each(:needed)) DESC, folder IS NOT NULL, favourite DESC, key
  LIMIT :most`;
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
    const { database, shown } = this.#options;
    const hosts = this.#rows(BEGIN, { needed: JSON.stringify(needed), most: FIRST }).map(shown);
    const count = Number(database.prepare(COUNT).get()?.['count']);
    return { hosts: packHosts(hosts), next: hosts.length < count ? 0 : null };
  }

  /** Ids of those used last, which a window shows apart. */
  recent(): string[] {
    return this.#rows(RECENT, {}).map(({ id }) => String(id));
  }

  /** The part after another; some of what began may be in it once more. */
  further(after: number): HostsPart {
    const rows = this.#rows(FURTHER, { after, most: PIECE });
    const next = rows.length < PIECE ? null : Number(rows.at(-1)!['place']);
    return { hosts: packHosts(rows.map(this.#options.shown)), next };
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
