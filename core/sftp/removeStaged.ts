// What was unpacked beside its place, and isn't wanted there any more.
import type { FileAccess, FileEntry, FilePath } from './fileAccess.ts';

/** Folders of files within it, and nothing deeper. */
const DEPTH = 2;

/** Rejects with `FileError`; then some of it stays. Links in it are taken away as such. */
export async function removeStaged(
  files: Pick<FileAccess, 'list' | 'remove' | 'removeFolder'>,
  path: FilePath,
  depth = DEPTH,
): Promise<void> {
  const inside: FileEntry[] = [];
  for await (const piece of files.list(path)) inside.push(...piece);
  for (const { name, kind } of inside) {
    const one = `${path}/${name}`;
    if (kind !== 'folder') await files.remove(one);
    else if (depth > 1) await removeStaged(files, one, depth - 1);
  }
  await files.removeFolder(path);
}
