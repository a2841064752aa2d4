// Which hosts are others than when that was asked last, whatever changed them: triggers note it, for as
// long as the file is open. What a folder says of its hosts counts for them, too.
import type { DatabaseSync } from 'node:sqlite';
import type { FolderTree, TreeNode } from './folderTree.ts';
import { rowsOf, sql } from './hostsBase.ts';

// Nothing of it comes to the disk.
const NOTED = sql`
  PRAGMA temp_store = MEMORY;
  CREATE TEMP TABLE touched_hosts (id TEXT NOT NULL);
  CREATE TEMP TABLE touched_folders (id TEXT NOT NULL);
`;

export class TouchedHosts {
  readonly #database: DatabaseSync;
  readonly #watched = new Set<DatabaseSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.watch(database);
  }

  /** To be called for each connection that changes the file, before it has temporary tables. */
  watch(database: DatabaseSync): void {
    database.exec(NOTED);
    for (const table of ['hosts', 'folders']) database.exec(triggersOf(table));
    this.#watched.add(database);
  }

  /** Ids since the last time, also of hosts that are gone; `tree` is how folders are now. */
  take(tree: () => FolderTree<TreeNode>): string[] {
    const hosts = this.#taken('touched_hosts');
    const folders = this.#taken('touched_folders');
    if (folders.length === 0) return hosts;
    return [...new Set([...hosts, ...this.#hostsIn(reached(folders, tree()))])];
  }

  #taken(table: string): string[] {
    return [...this.#watched].flatMap((database) => {
      if (!database.isOpen) this.#watched.delete(database);
      if (!database.isOpen || database.isTransaction) return []; // it may be rolled back
      const ids = idsOf(rowsOf(database, `SELECT DISTINCT id FROM temp.${table}`));
      if (ids.length > 0) database.exec(`DELETE FROM temp.${table}`);
      return ids;
    });
  }

  #hostsIn(folders: readonly string[]): string[] {
    const query = sql`
      SELECT id FROM hosts
      WHERE deleted_at IS NULL AND folder IN (SELECT value FROM json_each(:folders))`;
    return idsOf(rowsOf(this.#database, query, { folders: JSON.stringify(folders) }));
  }
}

const idsOf = (rows: readonly Record<string, unknown>[]): string[] =>
  rows.map(({ id }) => String(id));

function triggersOf(table: string): string {
  const note = (when: string, row: 'NEW' | 'OLD'): string => sql`
    CREATE TEMP TRIGGER ${table}_${when} AFTER ${when} ON main.${table}
    BEGIN INSERT INTO touched_${table} VALUES (${row}.id); END;`;
  return [note('INSERT', 'NEW'), note('UPDATE', 'NEW'), note('DELETE', 'OLD')].join('\n');
}

/** The folders that changed, gone ones too, and all that lie in them. */
function reached(changed: readonly string[], tree: FolderTree<TreeNode>): string[] {
  const isChanged = new Set(changed);
  const names = ({ id, parent }: TreeNode): boolean =>
    isChanged.has(id) || (parent !== null && isChanged.has(parent));
  const inThem = [...tree].filter(({ id }) => tree.around(id).some(names));
  return [...changed, ...inThem.map(({ id }) => id)];
}
