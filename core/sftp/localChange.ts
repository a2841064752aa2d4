// Size, owner, mode and times of what has a path here. A link's are its own.
import { chmod, chown, lchown, lstat, lutimes, truncate, utimes } from 'node:fs/promises';
import type { FileChange } from './fileAccess.ts';
import { fileProblem } from './fileProblems.ts';
import type { NativePath } from './localPaths.ts';

/** Rejects with the system's error, and with `unsupported` of what a link has none of. */
export async function changeLocal(
  path: string,
  native: NativePath,
  { size, mode, uid, gid, times }: FileChange,
): Promise<void> {
  const isLink = (await lstat(native)).isSymbolicLink();
  if (isLink && (size !== undefined || mode !== undefined)) throw fileProblem('unsupported', path);
  if (size !== undefined) await truncate(native, size);
  if (uid !== undefined || gid !== undefined) {
    await (isLink ? lchown : chown)(native, uid ?? -1, gid ?? -1);
  }
  if (mode !== undefined) await chmod(native, mode); // behind it: chown takes set-user-ID away
  if (!times) return;
  const { readAt, changedAt } = times;
  await (isLink ? lutimes : utimes)(native, readAt / 1_000, changedAt / 1_000);
}
