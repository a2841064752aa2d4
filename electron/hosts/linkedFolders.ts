// Folders that follow an OpenSSH configuration: what stands in the file becomes their hosts, each time it is
// read, as one change. A host that is gone from the file lies on in its row, out of sight and out of the bin,
// with all that a person added to it; when its alias is back, so is it, under the same id.
import { randomUUID } from 'node:crypto';
import { say } from '../../words/said.ts';
import type { FolderLink, GivenDraft, SavedFolder, TunnelDraft } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { toFolderRow, UPSERT_FOLDER } from './folderRows.ts';
import { isFollowing, tooManyFolders, type FolderStore } from './folderStore.ts';
import { MOST_DEPTH, MOST_FOLDERS } from './folderTree.ts';
import { BIN_KEY, freeName, placeKey } from './hostNames.ts';
import { fromRow, toRow, UPSERT_HOST } from './hostRows.ts';
import { checkRoom, rowsOf, sql, type HostsBase } from './hostsBase.ts';
import { NO_VALUES } from './kinds/kinds.ts';
import {
  isNothing,
  merged,
  type HostInFile,
  type KnownHost,
  type LinkedChanges,
  type Named,
  type Told,
} from './linkedMerge.ts';
import { NO_PLACE } from './hostPlace.ts';

export interface LinkedFolder {
  id: string;
  name: string;
  link: FolderLink;
}

/** What a host becomes whose folder stops following its file. */
export interface LinkedCopy {
  id: string;
  draft: GivenDraft;
  tunnels: readonly TunnelDraft[];
}

/** What a reading changed, by ids. */
export interface LinkedNews {
  /** Anything at all. */
  isOther: boolean;
  came: string[];
  went: string[];
}

const TOLD = ['address', 'user', 'port', 'identityFile', 'jumpHost', 'proxyCommand'] as const;

export class LinkedFolders {
  readonly #base: HostsBase & { folders: FolderStore };

  constructor(base: HostsBase & { folders: FolderStore }) {
    this.#base = base;
  }

  /** Those that aren't in the bin. */
  list(): LinkedFolder[] {
    return this.#base.folders
      .list()
      .flatMap(({ id, name, link }) => (link ? [{ id, name, link }] : []));
  }

  /**
   * A folder with the hosts of a file. Where its name is taken it gets a number. Throws a `PersonError`
   * where it can't lie there, or would be too much.
   * @param sshFile the path that ssh is given; '' for the file that it reads by itself
   */
  add(
    given: { name: string; parent: string | null; file: string },
    hosts: readonly HostInFile[],
    sshFile: string,
  ): SavedFolder {
    const { database, folders, change } = this.#base;
    const { parent, file } = given;
    const tree = folders.tree();
    if (parent !== null && !tree.has(parent)) throw new PersonError(say('folder-gone'));
    if (isFollowing(tree, parent)) throw new PersonError(say('folder-follows-file'));
    if (tree.around(parent).length >= MOST_DEPTH) {
      throw new PersonError(say('folders-too-deep', { most: MOST_DEPTH }));
    }
    if (tree.size >= MOST_FOLDERS) throw tooManyFolders();
    const taken = new Set(folders.list().map((one) => placeKey(one.parent, one.name)));
    const name = freeName(given.name, (one) => taken.has(placeKey(parent, one))).free;
    const folder = {
      id: randomUUID(),
      parent,
      name,
      color: 'none',
      fields: {},
      link: { file },
    } as const;
    change(() => {
      database.prepare(UPSERT_FOLDER).run(toFolderRow({ folder, unknown: {} }));
      this.#store(folder.id, merged(hosts, []), sshFile);
    });
    folders.forget();
    return folder;
  }

  /** Takes up what a file says now, as one change; none where nothing is new. Throws a `PersonError`. */
  apply(folder: string, hosts: readonly HostInFile[], sshFile: string): LinkedNews {
    const changes = merged(hosts, this.#known(folder));
    if (isNothing(changes)) return { isOther: false, came: [], went: [] };
    let came: string[] = [];
    this.#base.change(() => (came = this.#store(folder, changes, sshFile)), 'soon');
    return { isOther: true, came, went: changes.gone.map(({ id }) => id) };
  }

  /** It is a folder as any other. Part of a change, after which folders are forgotten. */
  unlink(folder: string): void {
    const { database } = this.#base;
    database.prepare('UPDATE folders SET link = NULL WHERE id = ?').run(folder);
    database.prepare('DELETE FROM hosts WHERE deleted_with = ?').run(goneMark(folder));
  }

  /** Of a folder, by id; those that are gone from the file are among them. */
  #known(folder: string): KnownHost[] {
    const query = `SELECT * FROM hosts WHERE kind = 'config' AND folder = :folder
      AND (deleted_at IS NULL OR deleted_with = :mark)`;
    return rowsOf(this.#base.database, query, { folder, mark: goneMark(folder) }).map((row) => {
      const { host } = fromRow(row);
      const { id, name, alias } = host;
      const told = Object.fromEntries(TOLD.map((field) => [field, host[field]])) as Told;
      return { id, name, alias, told, isGone: row['deleted_at'] != null };
    });
  }

  #store(folder: string, changes: LinkedChanges, sshFile: string): string[] {
    const { database, now } = this.#base;
    checkRoom(database, changes.added.length);
    const hide = database.prepare(
      `UPDATE hosts SET deleted_at = :at, deleted_with = :mark, key = ${BIN_KEY} WHERE id = :id`,
    );
    for (const { id } of changes.gone) hide.run({ id, at: now(), mark: goneMark(folder) });
    const write = database.prepare(sql`
      UPDATE hosts SET name = :name, key = :key, deleted_at = NULL, deleted_with = NULL,
        fields = json_patch(fields, :told) WHERE id = :id`);
    for (const one of [...changes.changed, ...changes.back]) {
      write.run({ ...toldColumns(folder, one, sshFile), id: one.host.id });
    }
    const added = this.#add(folder, changes.added, sshFile);
    return [...added, ...changes.back.map(({ host }) => host.id)];
  }

  #add(folder: string, added: readonly Named<HostInFile>[], sshFile: string): string[] {
    const put = this.#base.database.prepare(UPSERT_HOST);
    return added.map(({ host: { alias }, name, told }) => {
      const id = randomUUID();
      const fields = { ...NO_VALUES, ...told, alias, file: sshFile };
      const host = { ...fields, id, kind: 'config', name, color: 'none' } as const;
      put.run(toRow({ host, place: { ...NO_PLACE, folder }, unknown: {}, problem: null }));
      return id;
    });
  }
}

function toldColumns(folder: string, { name, told }: Named<KnownHost>, file: string) {
  return { name, key: placeKey(folder, name), told: JSON.stringify({ ...told, file }) };
}

/** In the place of the act that deleted it. */
export function goneMark(folder: string): string {
  return `${GONE}${folder}`;
}

export const GONE = 'link:';
