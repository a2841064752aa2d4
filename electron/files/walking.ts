// All that is in folders, however deep: never through a link, and bounded, as a hostile server has
// folders without end.
import type { FileAccess, FileEntry, FilePath } from '../../core/sftp/fileAccess.ts';
import { linkThere } from '../../core/sftp/linkThere.ts';
import { FileError } from '../../core/sftp/fileError.ts';
import { stopIfAborted } from '../../core/sftp/fileProblems.ts';
import { say } from '../../words/said.ts';
import { joined, nameOf } from './filePaths.ts';

/** Entries of one walk; and folders within each other. */
const MOST_ENTRIES = 2_000_000;
const DEEPEST = 500;

export interface Walked {
  path: FilePath;
  entry: FileEntry;
}

export interface WalkOptions {
  access: FileAccess;
  signal?: AbortSignal | undefined;
  /** A folder that can't be read is told here, and left out; else the walk ends with it. */
  unread?: (path: FilePath, error: FileError) => void;
}

interface Count {
  left: number;
}

/** What was chosen and all in it, each folder behind what is in it. Rejects with `FileError`. */
export async function* walk(
  options: WalkOptions,
  path: FilePath,
  entry?: FileEntry,
): AsyncGenerator<Walked> {
  const chosen = entry ?? (await entryAt(options.access, path));
  yield* below(options, { path, entry: chosen }, 0, { left: MOST_ENTRIES });
}

/** A folder's list tells links from what they lead to; asked for by its path, not all servers do. */
async function entryAt(access: FileAccess, path: FilePath): Promise<FileEntry> {
  const facts = await access.facts(path);
  const isLink = facts.kind === 'folder' && (await linkThere(access, path)) !== undefined;
  return { ...facts, ...(isLink && { kind: 'link' }), name: nameOf(path) };
}

async function* below(
  options: WalkOptions,
  walked: Walked,
  depth: number,
  count: Count,
): AsyncGenerator<Walked> {
  stopIfAborted(options.signal);
  if (walked.entry.kind === 'folder') {
    if (depth > DEEPEST) throw endless(walked.path);
    const inside = await entriesOf(options, walked.path, count);
    for (const entry of inside) {
      yield* below(options, { path: joined(walked.path, entry.name), entry }, depth + 1, count);
    }
  }
  yield walked;
}

async function entriesOf(
  { access, signal, unread }: WalkOptions,
  path: FilePath,
  count: Count,
): Promise<FileEntry[]> {
  const all: FileEntry[] = [];
  try {
    for await (const entries of access.list(path, signal)) {
      count.left -= entries.length;
      if (count.left < 0) throw endless(path);
      all.push(...entries);
    }
  } catch (error) {
    if (!unread || !(error instanceof FileError) || isOfAll(error)) throw error;
    unread(path, error);
  }
  return all;
}

/** Of the connection, or of whoever wanted it: nothing else will go better. */
export function isOfAll({ code }: FileError): boolean {
  return code === 'lost' || code === 'cancelled';
}

function endless(path: FilePath): FileError {
  return new FileError('bad-answer', say('files-endless', { path, most: MOST_ENTRIES }));
}
