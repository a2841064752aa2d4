// One putting back from the bin, within its transaction: a host by itself, a folder with all that was
// deleted with it. Names that were given away meanwhile get a number.
import type { DatabaseSync } from 'node:sqlite';
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';
import { misplaced, tooManyFolders } from './folderStore.ts';
import { MOST_FOLDERS, type FolderTree, type TreeNode } from './folderTree.ts';
import { freeName, placeKey } from './hostNames.ts';
import { rowsOf, type Row } from './hostsBase.ts';

type Table = 'hosts' | 'folders';

export class PuttingBack {
  /** Ids of those that are there again, or were all the time. */
  readonly hosts: string[] = [];
  readonly #database: DatabaseSync;
  /** With those in the bin. */
  readonly #all: FolderTree<TreeNode>;
  readonly #live: FolderTree<TreeNode>;
  readonly #back = new Set<string>();

  constructor(database: DatabaseSync, all: FolderTree<TreeNode>, live: FolderTree<TreeNode>) {
    this.#database = database;
    this.#all = all;
    this.#live = live;
  }

  /** Throws a `PersonError` for what is neither in the bin nor there. */
  put(id: string): void {
    const host = this.#row('hosts', id);
    const row = host ?? this.#row('folders', id);
    if (!row) throw new PersonError(say('host-not-remembered'));
    if (host) this.#host(host);
    else if (row['deleted_at'] !== null) this.#folderWhole(row);
  }

  #folderWhole(top: Row): void {
    const act = String(top['deleted_with']);
    const below = this.#all.below(String(top['id']));
    if (below.length + this.#back.size + this.#live.size > MOST_FOLDERS) throw tooManyFolders();
    for (const { id } of below) {
      const row = this.#row('folders', id);
      if (row?.['deleted_with'] !== act) continue;
      this.#place('folders', row, 'parent');
      this.#back.add(id);
      const query = 'SELECT * FROM hosts WHERE folder = :id AND deleted_with = :act';
      for (const host of rowsOf(this.#database, query, { id, act })) this.#host(host);
    }
  }

  #host(row: Row): void {
    if (row['kind'] === 'config' && !this.#isThere(row['folder'])) {
      throw new PersonError(say('linked-host-alone'));
    }
    this.hosts.push(String(row['id']));
    if (row['deleted_at'] !== null) this.#place('hosts', row, 'folder');
  }

  #place(table: Table, row: Row, up: 'parent' | 'folder'): void {
    const id = String(row['id']);
    const was = row[up] == null ? null : String(row[up]);
    const to = was !== null && this.#fits(table, id, was) ? was : null;
    const { free: name } = freeName(String(row['name']), (other) =>
      this.#isTaken(table, to, other),
    );
    const columns = `${up} = :to, name = :name, key = :key, deleted_at = NULL, deleted_with = NULL`;
    this.#database
      .prepare(`UPDATE ${table} SET ${columns} WHERE id = :id`)
      .run({ id, to, name, key: placeKey(to, name) });
  }

  #isThere(folder: Row[string] | undefined): boolean {
    return folder != null && (this.#back.has(String(folder)) || this.#live.has(String(folder)));
  }

  #fits(table: Table, id: string, folder: string): boolean {
    if (this.#back.has(folder)) return true;
    if (!this.#live.has(folder)) return false;
    return table === 'hosts' || misplaced(this.#all, id, folder) === null;
  }

  #isTaken(table: Table, folder: string | null, name: string): boolean {
    const query = `SELECT 1 FROM ${table} WHERE key = ?`;
    return !!this.#database.prepare(query).get(placeKey(folder, name));
  }

  #row(table: Table, id: string): Row | undefined {
    return this.#database.prepare(`SELECT * FROM ${table} WHERE id = ?`).get(id);
  }
}
