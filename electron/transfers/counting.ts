// How much there is to carry, found out beside the carrying: lists folders, and holds no names but
// those of folders that are still to be looked at.
import type { FileAccess, FileEntry } from '../../core/sftp/fileAccess.ts';
import { FileError } from '../../core/sftp/fileError.ts';
import { isOneName, pathIn } from './names.ts';
import type { TransferRecord } from './record.ts';

/** A tree that never ends must not fill the memory. */
const MOST_FOLDERS = 200_000;
/** Chosen things that are looked at at once. */
const AT_ONCE = 16;

export interface CountOptions {
  access: FileAccess;
  from: string;
  roots: readonly (readonly string[])[];
  /** Folders within each other that are looked at. */
  deepest: number;
  signal: AbortSignal;
  record: Pick<TransferRecord, 'files' | 'bytes' | 'counted' | 'filesDone' | 'bytesDone'>;
}

interface Sums {
  files: number;
  bytes: number;
}

interface Found {
  path: string;
  depth: number;
}

/** Never rejects: what can't be counted isn't, and its carrying tells why. */
export async function countAll(options: CountOptions): Promise<void> {
  const sums = { files: 0, bytes: 0 };
  try {
    const folders = await rootFolders(options, sums);
    while (folders.length > 0 && !options.signal.aborted) {
      await countFolder(options, folders, folders.pop()!, sums);
      tell(options, sums, false);
    }
    if (!options.signal.aborted) tell(options, sums, true);
  } catch {
    // The way is gone, which ends the transfer's run as well; the next one counts again.
  }
}

async function rootFolders(options: CountOptions, sums: Sums): Promise<Found[]> {
  const { access, from, roots } = options;
  const folders: Found[] = [];
  for (let at = 0; at < roots.length && !options.signal.aborted; at += AT_ONCE) {
    const paths = roots.slice(at, at + AT_ONCE).map((names) => names.reduce(pathIn, from));
    const found = await Promise.all(paths.map((path) => access.facts(path).catch(ofFile)));
    found.forEach((facts, index) => {
      if (facts?.kind === 'folder') folders.push({ path: paths[index]!, depth: 0 });
      else if (facts) add(sums, facts);
    });
    tell(options, sums, false);
  }
  return folders;
}

async function countFolder(
  { access, signal, deepest }: CountOptions,
  folders: Found[],
  { path, depth }: Found,
  sums: Sums,
): Promise<void> {
  try {
    for await (const piece of access.list(path, signal)) {
      for (const entry of piece) {
        if (entry.kind !== 'folder') add(sums, entry);
        else if (depth < deepest && folders.length < MOST_FOLDERS && isOneName(entry.name)) {
          folders.push({ path: pathIn(path, entry.name), depth: depth + 1 });
        }
      }
    }
  } catch (error) {
    ofFile(error);
  }
}

function add(sums: Sums, { kind, size }: Pick<FileEntry, 'kind' | 'size'>): void {
  if (kind === 'file') sums.files++;
  if (kind === 'file') sums.bytes += size ?? 0;
}

/** Less than was done isn't told: on a second count files that moved are gone. */
function tell({ record }: CountOptions, { files, bytes }: Sums, isAll: boolean): void {
  record.files = Math.max(files, record.filesDone);
  record.bytes = Math.max(bytes, record.bytesDone);
  record.counted = isAll;
}

function ofFile(error: unknown): undefined {
  if (error instanceof FileError && error.code !== 'lost' && error.code !== 'cancelled') return;
  throw error;
}
