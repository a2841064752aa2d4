// Which hosts are others than when that was asked last, whatever changed them: triggers note it, for as
// long as the file is open. What a folder says of its hosts counts for them, too.
import type { DatabaseSync } from 'node:sqlite';
import type { FolderTree, TreeNode } from './folderTree.ts';
import { rowsOf, sql } from './hostsBase.ts';

// Nothing of it comes to the disk.
const NOTED = sql`
  PRAGMA temp_store = MEMORY;
  CREATE TEMP TABLE touched_hosts (id TEXT NOT NULL UNIQUE);
  CREATE TEMP TABLE touched_folders (id TEXT NOT NULL UNIQUE);
`;

// A changed folder stands for the hosts in it.
const HOSTS_IN = sql`
  INSERT INTO temp.touched_hosts
  SELECT id FROM main.hosts
  WHERE deleted_at IS NULL AND folder IN (SELECT value FROM json_each(:ids))
  ON CONFLICT DO NOTHING`;
const SOME = sql`SELECT id FROM temp.touched_hosts ORDER BY rowid LIMIT :most`;
const FORGET = sql`
  DELETE FROM temp.touched_hosts WHERE id IN (SELECT value FROM json_each(:ids))`;

/** In one text: row by row, ten thousand would be felt. */
const all = (table: string): string => sql`SELECT json_group_array(id) AS ids FROM temp.${table}`;
const add = (table: string): string => sql`
  INSERT INTO temp.${table} SELECT value FROM json_each(:ids) WHERE TRUE ON CONFLICT DO NOTHING`;

export class TouchedHosts {
  readonly #database: DatabaseSync;
  /** Other connections to the file. */
  readonly #others = new Set<DatabaseSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    note(database);
  }

  /** Another connection that changes the file, before it has temporary tables. */
  watch(database: DatabaseSync): void {
    note(database);
    this.#others.add(database);
  }

  /** Takes over what other connections have noted; answers with how many hosts these were. */
  gather(): number {
    let count = 0;
    for (const other of this.#others) count += this.#gather(other);
    return count;
  }

  /**
   * Ids of those that nobody was told of, `most` at most, also of hosts that are gone; `tree` is how folders
   * are now. They are named again until they are forgotten.
   */
  some(tree: () => FolderTree<TreeNode>, most: number): string[] {
    this.gather();
    const folders = idsOf(rowsOf(this.#database, sql`SELECT id FROM temp.touched_folders`));
    if (folders.length > 0) {
      this.#run(HOSTS_IN, reached(folders, tree()));
      this.#database.exec(sql`DELETE FROM temp.touched_folders`);
    }
    return idsOf(rowsOf(this.#database, SOME, { most }));
  }

  /** They were told. */
  forget(ids: readonly string[]): void {
    this.#run(FORGET, ids);
  }

  #run(query: string, ids: readonly string[]): void {
    this.#database.prepare(query).run({ ids: JSON.stringify(ids) });
  }

  #gather(other: DatabaseSync): number {
    if (!other.isOpen) this.#others.delete(other);
    if (!other.isOpen || other.isTransaction) return 0; // it may be rolled back
    const [hosts = 0] = ['touched_hosts', 'touched_folders'].map((table) => {
      const ids = String(rowsOf(other, all(table))[0]?.['ids']);
      if (ids === '[]') return 0;
      const { changes } = this.#database.prepare(add(table)).run({ ids });
      other.exec(`DELETE FROM temp.${table}`);
      return Number(changes);
    });
    return hosts;
  }
}

function note(database: DatabaseSync): void {
  database.exec(NOTED);
  database.exec(triggersOf('hosts', ['INSERT', 'UPDATE', 'DELETE']));
  // Whatever lies in a new folder has come into it.
  database.exec(triggersOf('folders', ['UPDATE', 'DELETE']));
}

const idsOf = (rows: readonly Record<string, unknown>[]): string[] =>
  rows.map(({ id }) => String(id));

function triggersOf(table: string, all: readonly string[]): string {
  const triggers = all.map(
    (when) => sql`
    CREATE TEMP TRIGGER ${table}_${when} AFTER ${when} ON main.${table}
    BEGIN
      INSERT INTO touched_${table} VALUES (${when === 'DELETE' ? 'OLD' : 'NEW'}.id)
      ON CONFLICT DO NOTHING;
    END;`,
  );
  return triggers.join('\n');
}

/** The folders that changed, gone ones too, and all that lie in them. */
function reached(changed: readonly string[], tree: FolderTree<TreeNode>): string[] {
  const isChanged = new Set(changed);
  const names = ({ id, parent }: TreeNode): boolean =>
    isChanged.has(id) || (parent !== null && isChanged.has(parent));
  const inThem = [...tree].filter(({ id }) => tree.around(id).some(names));
  return [...changed, ...inThem.map(({ id }) => id)];
}
