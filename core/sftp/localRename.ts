// Renames of this computer that never put themselves in the place of what is there, in which nobody
// can come between: POSIX has no such rename for all of its systems.
import { constants } from 'node:fs';
import { link, lstat, mkdir, open, rename, rmdir, unlink } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { fileProblem } from './fileProblems.ts';
import type { NativePath } from './localPaths.ts';

/** A name that isn't taken yet, or the system's EEXIST. */
export async function renameToNew(
  from: NativePath,
  to: NativePath,
  platform: NodeJS.Platform,
): Promise<void> {
  const stats = await lstat(from);
  if (await isOtherSpelling(from, to, stats)) return rename(from, to);
  if (platform === 'win32') return renameOnWindows(from, to);
  if (stats.isDirectory()) return renameFolder(from, to);
  const linked = stats.isFile() && (await linkTo(from, to));
  return linked ? unlink(from) : renameOntoHeld(from, to);
}

/** Where case doesn't count, a name that differs in nothing else is the same file's. */
async function isOtherSpelling(
  from: NativePath,
  to: NativePath,
  { dev, ino }: { dev: number; ino: number },
): Promise<boolean> {
  if (from.toString() === to.toString()) return false;
  if (from.toString().toLowerCase() !== to.toString().toLowerCase()) return false;
  const there = await lstat(to).catch(() => undefined);
  return there !== undefined && there.dev === dev && there.ino === ino;
}

/** False where this file can't have a second name: on some disks, and of some owners. */
async function linkTo(from: NativePath, to: NativePath): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) return false;
    throw error;
  }
}

/** An empty folder of ours holds the name; one into which somebody puts something isn't replaced. */
async function renameFolder(from: NativePath, to: NativePath): Promise<void> {
  await mkdir(to);
  try {
    await rename(from, to);
  } catch (error) {
    await rmdir(to).catch(() => undefined);
    throw error;
  }
}

/** An empty file of ours holds the name. */
async function renameOntoHeld(from: NativePath, to: NativePath): Promise<void> {
  const { O_WRONLY, O_CREAT, O_EXCL } = constants;
  const held = await open(to, O_WRONLY | O_CREAT | O_EXCL, 0o600);
  try {
    await rename(from, to);
  } catch (error) {
    await unlink(to).catch(() => undefined);
    throw error;
  } finally {
    await held.close();
  }
}

/** There a rename of a folder fails by itself where the name is taken. */
async function renameOnWindows(from: NativePath, to: NativePath): Promise<void> {
  if (await lstat(to).catch(() => undefined)) throw fileProblem('exists', to.toString());
  await renamePatiently(from, to, 'win32');
}

/** What Windows answers for a moment while a virus scanner has a file open. */
const IN_USE = new Set(['EPERM', 'EACCES', 'EBUSY']);
const WAITS_MS = [5, 10, 20, 40, 80, 160, 320, 565];

/** In the place of what is there. */
export async function renamePatiently(
  from: NativePath,
  to: NativePath,
  platform: NodeJS.Platform,
): Promise<void> {
  for (const ms of platform === 'win32' ? WAITS_MS : []) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (!IN_USE.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await wait(ms);
    }
  }
  await rename(from, to);
}
