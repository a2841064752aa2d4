// The files of this computer.
import * as fs from 'node:fs/promises';
import { homedir } from 'node:os';
import { SYSTEM } from '../system.ts';
import { LocalAccounts } from './accountNames.ts';
import type * as files from './fileAccess.ts';
import type { FileError } from './fileError.ts';
import { closed, fileErrorOf, fileProblem } from './fileProblems.ts';
import { changeLocal } from './localChange.ts';
import { copyLocal, sumOf } from './localCopy.ts';
import { listLocal } from './localList.ts';
import { LocalMany } from './localMany.ts';
import { openLocal, type LocalOpenFile, type LocalPlace } from './localOpenFile.ts';
import { factsOf, nativePath, ownPath, type NativePath } from './localPaths.ts';
import { renamePatiently, renameToNew } from './localRename.ts';
import { bytesOf, pathOf } from './pathText.ts';

const PIECE_BYTES = 256 * 1024;

export class LocalFiles implements files.FileAccess {
  readonly skills: files.FileSkills;
  readonly many: files.ManyFiles;
  /** Never resolves: this computer isn't lost. */
  readonly lost: Promise<FileError> = new Promise(() => undefined);
  readonly #names = new LocalAccounts();
  readonly #place: LocalPlace;
  readonly #open = new Set<LocalOpenFile>();
  #closed = false;

  constructor(platform: NodeJS.Platform = SYSTEM) {
    this.#place = { names: this.#names, platform };
    this.many = new LocalMany(platform);
    this.skills = {
      ...{ renameOver: true, sync: true, copy: true, space: true, sums: true },
      ...{ modes: platform !== 'win32', pipeline: 4 },
      ...{ readBytes: PIECE_BYTES, writeBytes: PIECE_BYTES },
    };
  }

  home(): Promise<string> {
    return Promise.resolve(ownPath(homedir(), this.#place.platform));
  }

  async realPath(path: string): Promise<string> {
    const { platform } = this.#place;
    const beyondHome = path === '~' ? '' : path.replace(/^~\//, '');
    const absolute = isAbsolute(path) ? path : `${await this.home()}/${beyondHome}`;
    return this.#at(absolute, async (native) => {
      if (typeof native === 'string') return ownPath(await fs.realpath(native), platform);
      return pathOf(await fs.realpath(native, { encoding: 'buffer' }));
    });
  }

  async *list(path: string, signal?: AbortSignal): AsyncGenerator<files.FileEntry[]> {
    await this.#names.refresh();
    yield* listLocal(
      path,
      await this.#at(path, (one) => Promise.resolve(one)),
      this.#place,
      signal,
    );
  }

  async facts(path: string, follow = false): Promise<files.FileFacts> {
    await this.#names.refresh();
    const look = follow ? fs.stat : fs.lstat;
    return this.#at(path, async (native) => {
      return factsOf(await look(native), this.#names, this.#place.platform);
    });
  }

  change(path: string, change: files.FileChange): Promise<void> {
    return this.#at(path, (native) => changeLocal(path, native, change));
  }

  linkTarget(path: string): Promise<string> {
    return this.#at(path, async (native) => {
      if (typeof native === 'string') return ownPath(await fs.readlink(native), 'win32');
      return pathOf(await fs.readlink(native, { encoding: 'buffer' }));
    });
  }

  makeLink(path: string, target: string): Promise<void> {
    return this.#at(path, (native) => fs.symlink(this.#text(target), native));
  }

  async makeFolder(path: string, mode = 0o777): Promise<void> {
    await this.#at(path, (native) => fs.mkdir(native, { mode }));
  }

  removeFolder(path: string): Promise<void> {
    return this.#at(path, (native) => fs.rmdir(native));
  }

  remove(path: string): Promise<void> {
    return this.#at(path, async (native) => {
      // What unlink says of a folder differs from system to system.
      if ((await fs.lstat(native)).isDirectory()) throw fileProblem('is-a-folder', path);
      await fs.unlink(native);
    });
  }

  rename(from: string, to: string, over = false): Promise<void> {
    const rename = over ? renamePatiently : renameToNew;
    return this.#at(from, async (native) => {
      const target = nativePath(to, this.#place.platform);
      await rename(native, target, this.#place.platform).catch((error: unknown) => {
        throw fileErrorOf(error, atFault(error, from, to));
      });
    });
  }

  async open(path: string, wish: files.OpenWish): Promise<files.OpenFile> {
    const file = await this.#at(path, (native) => openLocal(path, native, wish, this.#place));
    this.#open.add(file);
    file.onClosed = () => void this.#open.delete(file);
    return file;
  }

  copy(from: string, to: string, signal?: AbortSignal): Promise<void> {
    return this.#at(from, (native) => {
      const target = { path: to, native: nativePath(to, this.#place.platform) };
      const open = this.open.bind(this);
      return copyLocal({ from: { path: from, native }, to: target, open }, signal);
    });
  }

  space(path: string): Promise<files.FileSpace> {
    return this.#at(path, async (native) => {
      const { bsize, blocks, bavail } = await fs.statfs(native);
      return { whole: blocks * bsize, free: bavail * bsize };
    });
  }

  async sum(path: string, bytes = Infinity, signal?: AbortSignal): Promise<string> {
    const file = await this.open(path, { how: 'read' });
    return sumOf(file, bytes, signal).finally(() => file.close());
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#open].map((file) => file.close()));
  }

  #text(target: string): NativePath {
    return this.#place.platform === 'win32' ? target : bytesOf(target);
  }

  async #at<T>(path: string, what: (native: NativePath) => Promise<T>): Promise<T> {
    if (this.#closed) throw closed();
    const native = nativePath(path, this.#place.platform);
    try {
      return await what(native);
    } catch (error) {
      throw fileErrorOf(error, path);
    }
  }
}

function isAbsolute(path: string): boolean {
  return /^(\/|[A-Za-z]:\/)/.test(path);
}

function atFault(error: unknown, from: string, to: string): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? from : to;
}
