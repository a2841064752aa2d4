// The folders that a list of hosts is to lie in: found by their path, or to be made with them.
import { randomUUID } from 'node:crypto';
import { say } from '../../words/said.ts';
import type { SavedFolder } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { tooManyFolders } from './folderStore.ts';
import { FolderTree, MOST_DEPTH, MOST_FOLDERS } from './folderTree.ts';
import { nameKey } from './hostDraft.ts';
import { placeKey } from './hostNames.ts';

/** What a folder says that is made at a path. */
export interface MadeFolder extends Pick<SavedFolder, 'color' | 'fields'> {
  readonly path: readonly string[];
  /** It is made though no host lies in it, and where its path begins then; null: the top. */
  readonly empty?: { readonly under: string | null };
}

const SAYS_NOTHING = { color: 'none', fields: {} } as const;

export class FolderMaker {
  /** Those that are to be made, each after what it is in. */
  readonly made: SavedFolder[] = [];
  readonly #ids: Map<string, string>;
  readonly #top: string | null;
  readonly #tree: FolderTree<SavedFolder>;
  readonly #says: ReadonlyMap<string, MadeFolder>;

  /** `top`: the folder in which paths begin. Throws a `PersonError` where it is gone. */
  constructor(
    folders: readonly SavedFolder[],
    top: string | null,
    says: readonly MadeFolder[] = [],
  ) {
    this.#says = new Map(says.map((one) => [pathKey(one.path), one]));
    this.#tree = new FolderTree(folders);
    this.#depthOf(top);
    this.#ids = new Map(folders.map(({ id, parent, name }) => [placeKey(parent, name), id]));
    this.#top = top;
  }

  /** Those that are made whatever lies in them. Throws as `at` does. */
  makeEmpty(): void {
    for (const { path, empty } of this.#says.values()) if (empty) this.at(path, empty.under);
  }

  /** The id of the last folder of a path. Throws a `PersonError` where it is too deep, or one too many. */
  at(path: readonly string[], top = this.#top): string | null {
    if (this.#depthOf(top) + path.length > MOST_DEPTH) {
      throw new PersonError(say('folders-too-deep', { most: MOST_DEPTH }));
    }
    return path.reduce((parent, _, at) => this.#within(parent, path.slice(0, at + 1)), top);
  }

  #depthOf(top: string | null): number {
    if (top !== null && !this.#tree.has(top)) throw new PersonError(say('folder-gone'));
    return this.#tree.around(top).length;
  }

  #within(parent: string | null, path: readonly string[]): string {
    const name = path.at(-1)!.trim();
    const key = placeKey(parent, name);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    if (this.#ids.size >= MOST_FOLDERS) throw tooManyFolders();
    const { color, fields } = this.#says.get(pathKey(path)) ?? SAYS_NOTHING;
    const folder: SavedFolder = { id: randomUUID(), parent, name, color, fields };
    this.made.push(folder);
    this.#ids.set(key, folder.id);
    return folder.id;
  }
}

const pathKey = (path: readonly string[]): string => JSON.stringify(path.map(nameKey));
