// The folders of a transfer: made before anything in them is begun, with the times and the mode of
// the source once all in them is there.
import type { FileAccess } from '../../core/sftp/fileAccess.ts';
import { FileError } from '../../core/sftp/fileError.ts';
import { linkThere } from '../../core/sftp/linkThere.ts';
import { say } from '../../words/said.ts';
import { endsAll, isCode, Refusal, saidOf } from './faults.ts';
import type { Ends } from './fileJob.ts';
import type { Folder, FolderState } from './folder.ts';
import { mappedName, pathIn, shownName, type NameRules } from './names.ts';
import { isThere } from './placing.ts';
import type { Tally } from './tally.ts';

/** Its owner must be able to put something in, whatever it is to be in the end. */
const OWNER = 0o700;

export interface FoldersOptions {
  ends: Ends;
  from: string;
  to: string;
  rules: NameRules;
  tally: Tally;
}

export class Folders {
  readonly #options: FoldersOptions;

  constructor(options: FoldersOptions) {
    this.#options = options;
  }

  sourceOf(names: readonly string[]): string {
    return names.reduce(pathIn, this.#options.from);
  }

  targetOf(names: readonly string[]): string {
    const { to, rules } = this.#options;
    return names.reduce((path, name) => pathIn(path, mappedName(name, rules)), to);
  }

  /** Never rejects but with what ends all: a folder that can't be had is told. */
  async enter(folder: Folder): Promise<FolderState> {
    if ((await folder.parent?.ready) === 'failed') return 'failed';
    try {
      return await this.#make(folder);
    } catch (error) {
      if (endsAll(error)) throw error;
      this.#options.tally.failed(folder.names, saidOf(error), true);
      folder.keep();
      return 'failed';
    }
  }

  async leave(folder: Folder): Promise<void> {
    const state = await folder.ready;
    if (state === 'failed') return;
    try {
      await this.#settle(folder, state);
    } catch (error) {
      if (endsAll(error)) throw error;
      this.#options.tally.failed(folder.names, saidOf(error), false);
    }
  }

  /** On one host: moved by its name alone, refused as it would go into itself, or to be walked. */
  async asWhole(folder: Folder): Promise<'moved' | 'refused' | 'walk'> {
    const { target, move } = this.#options.ends;
    const [from, to] = [this.sourceOf(folder.names), this.targetOf(folder.names)];
    try {
      if (await isWithin(target, this.#options.to, from)) {
        this.#options.tally.failed(folder.names, say('transfer-into-itself'), false);
        return 'refused';
      }
      if (!move || (await isThere(target, to))) return 'walk';
      await target.rename(from, to);
      return 'moved';
    } catch (error) {
      if (endsAll(error)) throw error;
      return 'walk'; // which tells what is wrong, if anything is
    }
  }

  async #make(folder: Folder): Promise<FolderState> {
    const { target } = this.#options.ends;
    const path = this.targetOf(folder.names);
    const mode = folder.facts?.mode;
    try {
      await target.makeFolder(path, typeof mode === 'number' ? (mode & 0o777) | OWNER : undefined);
      return 'fresh';
    } catch (error) {
      if (error instanceof FileError && endsAll(error)) throw error;
      if (await isFolder(target, path)) return 'there';
      const name = shownName(folder.names.at(-1)!);
      if (isCode(error, 'exists')) throw new Refusal(say('transfer-file-in-the-way', { name }));
      throw error;
    }
  }

  async #settle(folder: Folder, state: FolderState): Promise<void> {
    const { target, source, move } = this.#options.ends;
    const { mode, changedAt, readAt } = folder.facts!;
    const hasMode = state === 'fresh' && target.skills.modes && typeof mode === 'number';
    const times = changedAt !== null && { times: { readAt: readAt ?? changedAt, changedAt } };
    const change = { ...times, ...(hasMode && { mode: mode & 0o777 }) };
    if (state === 'fresh') await target.change(this.targetOf(folder.names), change);
    if (!move || folder.kept) return;
    await source.removeFolder(this.sourceOf(folder.names)).catch((error: unknown) => {
      if (!isCode(error, 'not-empty', 'not-found')) throw error; // something came to be there
    });
  }
}

async function isWithin(access: FileAccess, path: string, folder: string): Promise<boolean> {
  const [inner, outer] = await Promise.all([access.realPath(path), access.realPath(folder)]);
  return inner === outer || inner.startsWith(pathIn(outer, ''));
}

/** One itself: what is written through a link goes where that leads. */
async function isFolder(target: FileAccess, path: string): Promise<boolean> {
  try {
    const { kind } = await target.facts(path);
    return kind === 'folder' && (await linkThere(target, path)) === undefined;
  } catch (error) {
    if (isCode(error, 'not-found')) return false;
    throw error;
  }
}
