// A folder's rows in pieces that a window takes between two frames. Rows of links follow when it is
// known where they lead.
import type { FileAccess, FileEntry, FilePath } from '../../core/sftp/fileAccess.ts';
import { stopIfAborted } from '../../core/sftp/fileProblems.ts';
import type { FileRow } from '../ipc/fileTypes.ts';
import { joined } from './filePaths.ts';
import { rowOf, shownTarget, targetKind } from './fileRow.ts';

/** Of one message. */
const PIECE_ROWS = 500;
/** A folder with more entries ends there, which is told. */
export const MOST_ROWS = 1_000_000;
/** Links that are looked behind; further ones are listed without. */
const MOST_LINKS = 5_000;
/** Links looked behind at once. */
const LINKS_AT_ONCE = 32;

export interface ListingOptions {
  access: FileAccess;
  path: FilePath;
  signal: AbortSignal;
  /** Entries that aren't to be seen. */
  hides: (name: string) => boolean;
  /** Told of entries as they are there. */
  sees?: (entries: readonly FileEntry[]) => void;
}

/** Where a folder has too many entries. */
export class TooManyRows extends Error {}

/** Pieces of rows, the first as soon as there is one. Throws what the listing throws, or `TooManyRows`. */
export async function* listRows(options: ListingOptions): AsyncGenerator<FileRow[]> {
  const { access, path, signal, hides, sees } = options;
  const links: FileEntry[] = [];
  let count = 0;
  for await (const entries of access.list(path, signal)) {
    const seen = entries.filter(({ name }) => !hides(name));
    sees?.(seen);
    count += seen.length;
    if (count > MOST_ROWS) throw new TooManyRows();
    links.push(...seen.filter(({ kind }) => kind === 'link'));
    yield* inPieces(seen.filter(({ kind }) => kind !== 'link').map(rowOf));
  }
  yield* linkRows(options, links.slice(0, MOST_LINKS));
  yield* inPieces(links.slice(MOST_LINKS).map(rowOf));
}

function* inPieces(rows: readonly FileRow[]): Generator<FileRow[]> {
  for (let at = 0; at < rows.length; at += PIECE_ROWS) yield rows.slice(at, at + PIECE_ROWS);
}

async function* linkRows(
  { access, path, signal }: ListingOptions,
  links: readonly FileEntry[],
): AsyncGenerator<FileRow[]> {
  for (let at = 0; at < links.length; at += LINKS_AT_ONCE) {
    stopIfAborted(signal);
    const some = links.slice(at, at + LINKS_AT_ONCE);
    yield await Promise.all(some.map((entry) => linkRow(access, path, entry)));
  }
}

/** What can't be told of a link is left out: the row is there. */
async function linkRow(access: FileAccess, path: FilePath, entry: FileEntry): Promise<FileRow> {
  const link = joined(path, entry.name);
  const [target, facts] = await Promise.all([
    access.linkTarget(link).catch(() => undefined),
    access.facts(link, true).catch(() => null),
  ]);
  return {
    ...rowOf(entry),
    ...(target === undefined ? {} : { target: shownTarget(target) }),
    targetKind: facts && targetKind(facts),
  };
}
