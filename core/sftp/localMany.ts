// Many small files of this computer, read and written a few at a time, with as few calls of the system for
// each as there can be.
import { constants } from 'node:fs';
import * as fs from 'node:fs';
import { promisify } from 'node:util';
import { allEnded } from '../task/allEnded.ts';
import type { ManyFiles, NewFile, SmallFile } from './fileAccess.ts';
import { fileErrorOf, stopIfAborted } from './fileProblems.ts';
import { nativePath, type NativePath } from './localPaths.ts';
import { renameToNew } from './localRename.ts';

/** The system's threads are four; one that waits for a disk mustn't keep the others idle. */
const AT_ONCE = 8;
const OWNER_ONLY = 0o600;
const { O_RDONLY, O_WRONLY, O_CREAT, O_EXCL } = constants;
const AT_ONCE_OPEN = (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

const [open, close, fstat] = [promisify(fs.open), promisify(fs.close), promisify(fs.fstat)];
const [futimes, fchmod] = [promisify(fs.futimes), promisify(fs.fchmod)];
const fsync = promisify(fs.fsync);
const [link, unlink] = [promisify(fs.link), promisify(fs.unlink)];

export class LocalMany implements ManyFiles {
  readonly syncs = true;
  readonly #platform: NodeJS.Platform;

  constructor(platform: NodeJS.Platform) {
    this.#platform = platform;
  }

  async read(
    asked: readonly { path: string; size: number }[],
    signal: AbortSignal,
  ): Promise<(SmallFile | null)[]> {
    const found: (SmallFile | null)[] = asked.map(() => null);
    await each(asked, signal, async ({ path, size }, at) => {
      found[at] = await readOne(path, size, this.#platform).catch(() => null); // later it is told why
    });
    return found;
  }

  write(files: readonly NewFile[], tag: string, signal: AbortSignal, sync = false): Promise<void> {
    return each(files, signal, async (file) => {
      const path = `${file.folder}/${file.name}`;
      const part = `${file.folder}/.${file.name}.bowline-${tag}.part`;
      const [to, from] = [path, part].map((one) => nativePath(one, this.#platform));
      try {
        await writeOne(from!, file, this.#platform, sync);
        await named(from!, to!, this.#platform);
      } catch (error) {
        await unlink(from!).catch(() => undefined);
        throw fileErrorOf(error, path);
      }
    });
  }
}

async function each<T>(
  all: readonly T[],
  signal: AbortSignal,
  work: (one: T, at: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const run = async (): Promise<void> => {
    while (next < all.length) {
      stopIfAborted(signal);
      const at = next++;
      await work(all[at]!, at);
    }
  };
  await allEnded(Array.from({ length: AT_ONCE }, run));
}

/** Null for what isn't a file of that length. */
async function readOne(
  path: string,
  size: number,
  platform: NodeJS.Platform,
): Promise<SmallFile | null> {
  const handle = await open(nativePath(path, platform), O_RDONLY | AT_ONCE_OPEN);
  try {
    const bytes = Buffer.allocUnsafe(size + 1);
    const [stats, filled] = await Promise.all([fstat(handle), filledFrom(handle, bytes)]);
    if (!stats.isFile() || stats.size !== size || filled !== size) return null;
    const [changedAt, readAt] = [Math.floor(stats.mtimeMs), Math.floor(stats.atimeMs)];
    return { bytes: bytes.subarray(0, size), mode: stats.mode & 0o777, changedAt, readAt };
  } finally {
    fs.close(handle, () => undefined);
  }
}

function filledFrom(handle: number, into: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    fs.read(handle, into, 0, into.byteLength, 0, (error, bytes) => {
      if (error) reject(error);
      else resolve(bytes);
    });
  });
}

async function writeOne(
  native: NativePath,
  { bytes, mode, changedAt, readAt }: NewFile,
  platform: NodeJS.Platform,
  sync: boolean,
): Promise<void> {
  const handle = await open(native, O_WRONLY | O_CREAT | O_EXCL | AT_ONCE_OPEN, OWNER_ONLY);
  try {
    if (bytes.byteLength > 0) await writtenTo(handle, bytes);
    const dressed = mode === null || platform === 'win32' ? undefined : fchmod(handle, mode);
    await Promise.all([dressed, futimes(handle, readAt / 1_000, changedAt / 1_000)]);
    if (sync) await fsync(handle);
  } finally {
    await close(handle);
  }
}

async function writtenTo(handle: number, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.byteLength;) {
    done += await new Promise<number>((resolve, reject) => {
      fs.write(handle, bytes, done, bytes.byteLength - done, done, (error, written) => {
        if (error) reject(error);
        else resolve(written);
      });
    });
  }
}

/** By a second name, which is never somebody's; where there are none as any other file is renamed. */
async function named(from: NativePath, to: NativePath, platform: NodeJS.Platform): Promise<void> {
  if (platform === 'win32') return renameToNew(from, to, platform);
  try {
    await link(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    return renameToNew(from, to, platform);
  }
  await unlink(from);
}
