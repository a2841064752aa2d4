// The bin: hosts and folders that were deleted lie on in the file, whole and without their names being
// taken, for 30 days. So deleting needs no question first, and can be undone after a restart too.
import { randomUUID } from 'node:crypto';
import type { BinItem } from '../ipc/contract.ts';
import { BIN_KEPT_MS, BinContents } from './binContents.ts';
import type { FolderStore } from './folderStore.ts';
import { BIN_KEY } from './hostNames.ts';
import { manyIds, rowsOf, sql, type HostsBase } from './hostsBase.ts';
import { goneMark } from './linkedFolders.ts';
import { refuseDeleting } from './linkedRules.ts';
import { PuttingBack } from './puttingBack.ts';

export { BIN_KEPT_MS };

const IN_IDS = sql`IN (SELECT value FROM json_each(:ids))`;

const intoBin = (table: 'hosts' | 'folders', which: string): string =>
  `UPDATE ${table} SET deleted_at = :at, deleted_with = :act, key = ${BIN_KEY}
   WHERE deleted_at IS NULL AND ${which} ${IN_IDS}`;

export interface BinOptions extends HostsBase {
  folders: FolderStore;
  /** Removes hosts and folders from the backups. Throws a `PersonError` where one can't be. */
  clearBackups(what: { hosts: readonly string[]; folders: readonly string[] }): void;
}

export class Bin {
  readonly #base: BinOptions;

  constructor(base: BinOptions) {
    this.#base = base;
  }

  /** Those of them that are there; as one act. Throws a `PersonError` for one that a followed file has. */
  takeHosts(ids: readonly string[]): void {
    const values = { ids: manyIds(ids), ...this.#act() };
    refuseDeleting(this.#base.database, values.ids);
    this.#base.change(() => this.#base.database.prepare(intoBin('hosts', 'id')).run(values));
  }

  /** With all that is in it, as one act. Nothing where it is gone already. Answers with the hosts. */
  takeFolder(id: string): string[] {
    const { database, folders, change } = this.#base;
    const ids = JSON.stringify(
      folders
        .tree()
        .below(id)
        .map((folder) => folder.id),
    );
    const within = `SELECT id FROM hosts WHERE deleted_at IS NULL AND folder ${IN_IDS}`;
    const hosts = rowsOf(database, within, { ids }).map((row) => String(row['id']));
    const values = { ids, ...this.#act() };
    change(() => {
      database.prepare(intoBin('hosts', 'folder')).run(values);
      database.prepare(intoBin('folders', 'id')).run(values);
    });
    folders.forget();
    return hosts;
  }

  /** What can be put back by itself; the latest first. */
  list(): BinItem[] {
    return new BinContents(this.#base.database).items();
  }

  /**
   * Puts back what was deleted, as it was: where its folder is gone, at the top, and where its name was
   * given away meanwhile, with a number after it. What is there already stays. Answers with the hosts'
   * ids. Throws a `PersonError`, and does nothing, for what isn't in the bin any more.
   */
  restore(ids: readonly string[]): string[] {
    manyIds(ids);
    const { database, folders } = this.#base;
    const back = new PuttingBack(database, new BinContents(database).tree, folders.tree());
    this.#base.change(() => ids.forEach((id) => back.put(id)));
    folders.forget();
    return back.hosts;
  }

  /** For good, from the backups first; null: all. Answers with the hosts' ids. Throws a `PersonError`. */
  empty(ids: readonly string[] | null): string[] {
    if (ids) manyIds(ids);
    const inBin = new BinContents(this.#base.database);
    return this.#remove(ids ? inBin.named(ids) : inBin);
  }

  /** Those that were kept long enough, likewise. */
  emptyOld(): string[] {
    const before = this.#base.now() - BIN_KEPT_MS;
    return this.#remove(new BinContents(this.#base.database).deletedBefore(before));
  }

  #remove({ hosts, folders }: Pick<BinContents, 'hosts' | 'folders'>): string[] {
    const folderIds = folders.map(({ id }) => String(id));
    const hostIds = [...hosts.map(({ id }) => String(id)), ...this.#goneIn(folderIds)];
    if (hosts.length + folders.length === 0) return [];
    this.#base.clearBackups({ hosts: hostIds, folders: folderIds });
    const remove = (table: string, ids: string[]) =>
      this.#base.database
        .prepare(`DELETE FROM ${table} WHERE deleted_at IS NOT NULL AND id ${IN_IDS}`)
        .run({ ids: JSON.stringify(ids) });
    this.#base.change(() => {
      remove('hosts', hostIds);
      remove('folders', folderIds);
    });
    return hostIds;
  }

  /** Hosts that were gone from the files which these folders followed. */
  #goneIn(folders: readonly string[]): string[] {
    const marks = JSON.stringify(folders.map(goneMark));
    const query = sql`SELECT id FROM hosts WHERE deleted_with IN (SELECT value FROM json_each(:marks))`;
    return rowsOf(this.#base.database, query, { marks }).map(({ id }) => String(id));
  }

  #act() {
    return { at: this.#base.now(), act: randomUUID() };
  }
}
