// The folders that a list of hosts is to lie in: found by their path, or to be made with them.
import { randomUUID } from 'node:crypto';
import { say } from '../../words/said.ts';
import type { SavedFolder } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { tooManyFolders } from './folderStore.ts';
import { FolderTree, MOST_DEPTH, MOST_FOLDERS } from './folderTree.ts';
import { placeKey } from './hostNames.ts';

export class FolderMaker {
  /** Those that are to be made, each after what it is in. */
  readonly made: SavedFolder[] = [];
  readonly #ids: Map<string, string>;
  readonly #top: string | null;
  readonly #depth: number;

  /** `top`: the folder in which paths begin. Throws a `PersonError` where it is gone. */
  constructor(folders: readonly SavedFolder[], top: string | null) {
    const tree = new FolderTree(folders);
    if (top !== null && !tree.has(top)) throw new PersonError(say('folder-gone'));
    this.#ids = new Map(folders.map(({ id, parent, name }) => [placeKey(parent, name), id]));
    this.#top = top;
    this.#depth = tree.around(top).length;
  }

  /** The id of the last folder of a path. Throws a `PersonError` where it is too deep, or one too many. */
  at(path: readonly string[]): string | null {
    if (this.#depth + path.length > MOST_DEPTH) {
      throw new PersonError(say('folders-too-deep', { most: MOST_DEPTH }));
    }
    return path.reduce((parent, name) => this.#within(parent, name.trim()), this.#top);
  }

  #within(parent: string | null, name: string): string {
    const key = placeKey(parent, name);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    if (this.#ids.size >= MOST_FOLDERS) throw tooManyFolders();
    const folder: SavedFolder = { id: randomUUID(), parent, name, color: 'none', fields: {} };
    this.made.push(folder);
    this.#ids.set(key, folder.id);
    return folder.id;
  }
}
