// Sizes of folders and checksums of files, on demand.
import { createHash } from 'node:crypto';
import type { FileAccess, FilePath } from '../../core/sftp/fileAccess.ts';
import { readAhead } from '../../core/sftp/streaming.ts';
import type { FileTotals } from '../ipc/fileTypes.ts';
import { walk } from './walking.ts';

/** Of what was chosen, with all in it; links count as themselves. Rejects with `FileError`. */
export async function totalsOf(
  access: FileAccess,
  paths: readonly FilePath[],
  signal: AbortSignal,
): Promise<FileTotals> {
  const totals: FileTotals = { files: 0, folders: 0, bytes: 0, unread: 0 };
  const unread = (): void => void totals.unread++;
  for (const path of paths) {
    for await (const { entry } of walk({ access, signal, unread }, path)) {
      if (entry.kind === 'folder') totals.folders++;
      else totals.files++;
      if (entry.kind === 'file') totals.bytes += entry.size ?? 0;
    }
  }
  return totals;
}

/** SHA-256 of all of a file, in hex: made there, or of what is fetched where that can't be. */
export async function sumOf(
  access: FileAccess,
  path: FilePath,
  signal: AbortSignal,
): Promise<string> {
  if (access.skills.sums) return access.sum(path, undefined, signal);
  const file = await access.open(path, { how: 'read' });
  try {
    const hash = createHash('sha256');
    const { readBytes, pipeline } = access.skills;
    const all = { from: 0, to: Infinity, bytes: readBytes, pipeline, signal };
    for await (const { bytes } of readAhead(file, all)) hash.update(bytes);
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}
