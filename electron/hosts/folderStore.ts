// The folders that hosts lie in, in the same file. What a folder says of its hosts' fields holds for
// them from their next connection on.
import { randomUUID } from 'node:crypto';
import { say, type Said } from '../../words/said.ts';
import type { FolderDraft, FolderErrors, FolderSaveResult, SavedFolder } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { fromFolderRow, parseFolder, toFolderRow, UPSERT_FOLDER } from './folderRows.ts';
import type { FolderResult } from './folderRows.ts';
import { FolderTree, MOST_DEPTH, MOST_FOLDERS, type TreeNode } from './folderTree.ts';
import { byName, placeKey } from './hostNames.ts';
import { manyIds, rowsOf, type HostsBase } from './hostsBase.ts';
import { Inheritance } from './inheritance.ts';
import { proxyProblem } from './proxyAddress.ts';

const ALL = 'SELECT * FROM folders WHERE deleted_at IS NULL';

export class FolderStore {
  readonly #base: HostsBase;
  #known: { folders: SavedFolder[]; inheritance: Inheritance } | undefined;

  constructor(base: HostsBase) {
    this.#base = base;
  }

  /** Without those in the bin; by name. */
  list(): SavedFolder[] {
    return this.#now.folders;
  }

  tree(): FolderTree<SavedFolder> {
    return new FolderTree(this.list());
  }

  get inheritance(): Inheritance {
    return this.#now.inheritance;
  }

  /** The folders are others now: those that are remembered aren't asked again. */
  forget(): void {
    this.#known = undefined;
  }

  /** What is wrong with a draft; `id` null is a new one. */
  check(draft: FolderDraft, id: string | null): FolderErrors {
    const result = this.#parse(draft, id);
    return result.ok ? {} : result.errors;
  }

  /** `id` null adds one. Throws a `PersonError` when it is gone, or where there would be too many. */
  save(draft: FolderDraft, id: string | null): FolderSaveResult {
    const known = id === null ? undefined : existing(this.tree(), id);
    if (!known && this.list().length >= MOST_FOLDERS) throw tooManyFolders();
    const result = this.#parse(draft, id);
    if (!result.ok) return result;
    const folder: SavedFolder = { ...result.draft, id: id ?? randomUUID() };
    this.#write([folder]);
    return { ok: true, folder };
  }

  /** All or none. Throws a `PersonError` that says why it can't be. */
  move(ids: readonly string[], parent: string | null): void {
    manyIds(ids);
    const tree = this.tree();
    const moved = [...new Set(ids)].map((id) => existing(tree, id));
    const names = new Set<string>();
    for (const { id, name } of moved) {
      const wrong = misplaced(tree, id, parent);
      if (wrong) throw new PersonError(wrong);
      const key = placeKey(parent, name);
      if (names.has(key) || this.#isTaken(parent, name, id)) throw alike(name);
      names.add(key);
    }
    this.#write(moved.map((folder) => ({ ...folder, parent })));
  }

  #parse(draft: FolderDraft, id: string | null): FolderResult {
    const result = parseFolder(draft, (name) => this.#isTaken(draft.parent, name, id));
    const parent = misplaced(this.tree(), id, draft.parent);
    const { fields } = result.ok ? result.draft : draft;
    const proxyAddress = proxyProblem(this.inheritance, fields, draft.parent);
    if (!parent && !proxyAddress) return result;
    const wrong = { ...(proxyAddress && { proxyAddress }), ...(parent && { parent }) };
    return { ok: false, errors: { ...wrong, ...(result.ok ? {} : result.errors) } };
  }

  /** The file that one follows is nothing that is saved or moved: it stays. */
  #write(folders: readonly SavedFolder[]): void {
    const { database } = this.#base;
    const put = database.prepare(UPSERT_FOLDER);
    const before = database.prepare('SELECT * FROM folders WHERE id = ?');
    this.#base.change(() => {
      for (const folder of folders) {
        const row = before.get(folder.id);
        const known = row && fromFolderRow(row);
        const link = known?.folder.link ?? null;
        put.run(toFolderRow({ folder: { ...folder, link }, unknown: known?.unknown ?? {} }));
      }
    });
    this.forget();
  }

  #isTaken(parent: string | null, name: string, exceptId: string | null): boolean {
    const query = 'SELECT 1 FROM folders WHERE key = ? AND id IS NOT ?';
    return !!this.#base.database.prepare(query).get(placeKey(parent, name), exceptId);
  }

  get #now() {
    return (this.#known ??= this.#read());
  }

  #read() {
    const rows = rowsOf(this.#base.database, ALL);
    const folders = rows.map((row) => fromFolderRow(row).folder).sort(byName);
    return { folders, inheritance: new Inheritance(folders) };
  }
}

/** Why a folder can't lie there; null if it can. `id` null: a new one. */
export function misplaced(
  tree: FolderTree<TreeNode & Pick<SavedFolder, 'link'>>,
  id: string | null,
  parent: string | null,
): Said | null {
  if (parent !== null && !tree.has(parent)) return say('folder-gone');
  if (isFollowing(tree, parent)) return say('folder-follows-file');
  const around = tree.around(parent);
  if (around.some((folder) => folder.id === id)) return say('folder-in-itself');
  const height = id !== null && tree.has(id) ? tree.height(id) : 1;
  return around.length + height > MOST_DEPTH ? say('folders-too-deep', { most: MOST_DEPTH }) : null;
}

/** What is in it is what stands in a file: nothing else can be put there. */
export function isFollowing(
  tree: FolderTree<TreeNode & Pick<SavedFolder, 'link'>>,
  folder: string | null,
): boolean {
  return folder !== null && !!tree.get(folder)?.link;
}

export const tooManyFolders = (): PersonError =>
  new PersonError(say('folders-too-many', { most: MOST_FOLDERS }));

const alike = (name: string): PersonError => new PersonError(say('folder-name-taken', { name }));

function existing(tree: FolderTree<SavedFolder>, id: string): SavedFolder {
  const folder = tree.get(id);
  if (!folder) throw new PersonError(say('folder-gone'));
  return folder;
}
