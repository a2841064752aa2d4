// Removes for good, folders with all in them.
import type { FileAccess, FilePath } from '../../core/sftp/fileAccess.ts';
import { asError } from './fileLink.ts';
import { walk } from './walking.ts';

/** Requests under way at once. */
const AT_ONCE = 32;

/** Rejects with the first `FileError`; what was removed until then is gone. */
export async function removeTree(
  access: FileAccess,
  path: FilePath,
  signal?: AbortSignal,
): Promise<void> {
  const under = new Set<Promise<void>>();
  let failure: Error | undefined;
  const settled = async (most: number): Promise<void> => {
    while (under.size > most) await Promise.race(under);
    if (failure) throw failure;
  };
  for await (const { path: one, entry } of walk({ access, signal }, path)) {
    const isFolder = entry.kind === 'folder';
    await settled(isFolder ? 0 : AT_ONCE - 1);
    const work = (isFolder ? access.removeFolder(one) : access.remove(one))
      .catch((error: unknown) => void (failure ??= asError(error)))
      .finally(() => under.delete(work));
    under.add(work);
  }
  await settled(0);
}
