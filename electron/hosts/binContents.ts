// What lies in the bin, as it is listed and as it is chosen from: what one act deleted with a folder is a
// part of that folder there.
import type { DatabaseSync } from 'node:sqlite';
import type { BinItem } from '../ipc/contract.ts';
import { fromFolderRow } from './folderRows.ts';
import { FolderTree, type TreeNode } from './folderTree.ts';
import { rowsOf, type Row } from './hostsBase.ts';
import { GONE } from './linkedFolders.ts';

/** How long they are kept. */
export const BIN_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

type Rows = Pick<BinContents, 'hosts' | 'folders'>;

const HOSTS = `
  SELECT id, name, folder, deleted_at, deleted_with FROM hosts WHERE deleted_at IS NOT NULL
  AND deleted_with NOT LIKE '${GONE}%'`;

export class BinContents {
  readonly hosts: Row[];
  readonly folders: Row[];
  /** Of all folders, those that aren't in the bin too. */
  readonly tree: FolderTree<TreeNode & { name: string }>;

  constructor(database: DatabaseSync) {
    const all = rowsOf(database, 'SELECT * FROM folders');
    this.hosts = rowsOf(database, HOSTS);
    this.folders = all.filter((row) => row['deleted_at'] !== null);
    this.tree = new FolderTree(all.map((row) => fromFolderRow(row).folder));
  }

  /** What comes back by itself; the latest first. */
  items(): BinItem[] {
    const actOf = new Map(this.folders.map((row) => [row['id'], row['deleted_with']]));
    const isTop = (row: Row, up: string): boolean =>
      row[up] == null || actOf.get(row[up]) !== row['deleted_with'];
    const counts = countsOf(this.hosts);
    const folders = this.folders
      .filter((row) => isTop(row, 'parent'))
      .map((row) => ({
        ...this.#item(row, 'folder', row['parent']),
        hosts: this.#count(row, counts),
      }));
    const hosts = this.hosts
      .filter((row) => isTop(row, 'folder'))
      .map((row) => this.#item(row, 'host', row['folder']));
    return [...folders, ...hosts].sort((a, b) => b.deletedAt - a.deletedAt);
  }

  /** Those of the ids, and what was deleted with the folders among them. */
  named(ids: readonly string[]): Rows {
    const named = new Set(ids);
    const within = new Set(
      this.folders
        .filter(({ id }) => named.has(String(id)))
        .flatMap((row) => this.tree.below(String(row['id'])).map(({ id }) => actIn(row, id))),
    );
    return this.#where(
      (row) =>
        named.has(String(row['id'])) ||
        [row['folder'], row['id']].some((folder) => within.has(actIn(row, folder))),
    );
  }

  /** @param ms milliseconds since 1970; what was deleted just then is among them */
  deletedBefore(ms: number): Rows {
    return this.#where((row) => Number(row['deleted_at']) <= ms);
  }

  #where(isWanted: (row: Row) => boolean): Rows {
    return { hosts: this.hosts.filter(isWanted), folders: this.folders.filter(isWanted) };
  }

  #item(row: Row, what: BinItem['what'], up: unknown): BinItem {
    const around = this.tree.around(up == null ? null : String(up)).map(({ name }) => name);
    const deletedAt = Number(row['deleted_at']);
    return {
      ...{ id: String(row['id']), what, name: String(row['name']), path: around.reverse() },
      ...{ deletedAt, goesAt: deletedAt + BIN_KEPT_MS },
      ...{ act: String(row['deleted_with']), hosts: 1 },
    };
  }

  #count(folder: Row, counts: ReadonlyMap<string, number>): number {
    const below = this.tree.below(String(folder['id']));
    return below.reduce((sum, { id }) => sum + (counts.get(actIn(folder, id)) ?? 0), 0);
  }
}

/** Hosts of each act in each folder. */
function countsOf(hosts: readonly Row[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of hosts) {
    const key = actIn(row, row['folder']);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** What was deleted in a folder by the act that deleted `row`. */
const actIn = (row: Row, folder: unknown): string =>
  `${String(row['deleted_with'])} ${String(folder)}`;
