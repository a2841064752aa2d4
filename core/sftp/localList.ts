// What a folder of this computer holds, as it is read.
import { lstat, type Dirent, type Stats } from 'node:fs';
import { opendir } from 'node:fs/promises';
import type { FileEntry } from './fileAccess.ts';
import { fileErrorOf, stopIfAborted } from './fileProblems.ts';
import type { LocalPlace } from './localOpenFile.ts';
import { bareFacts, factsOf, kindOf, type NativePath } from './localPaths.ts';
import { pathOf } from './pathText.ts';

const PIECE = 256;
const SLASH = Buffer.from('/');

/** Entries in pieces; what is gone before it was looked at is left out. */
export async function* listLocal(
  path: string,
  native: NativePath,
  place: LocalPlace,
  signal?: AbortSignal,
): AsyncGenerator<FileEntry[]> {
  stopIfAborted(signal);
  try {
    for await (const piece of names(native)) {
      stopIfAborted(signal);
      const entries = await Promise.all(piece.map((one) => entryOf(native, one, place)));
      yield entries.filter((entry) => entry !== undefined);
    }
  } catch (error) {
    throw fileErrorOf(error, path);
  }
}

type Named = Dirent<Buffer> | Dirent;

async function* names(native: NativePath): AsyncGenerator<Named[]> {
  const encoding = typeof native === 'string' ? 'utf8' : 'buffer';
  const options = { encoding: encoding as 'utf8', bufferSize: PIECE };
  let piece: Named[] = [];
  for await (const entry of await opendir(native, options)) {
    piece.push(entry);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}

/** The callback, which costs half of what the promise does: a folder may have 100,000 entries. */
function entryOf(
  folder: NativePath,
  named: Named,
  { names, platform }: LocalPlace,
): Promise<FileEntry | undefined> {
  const name = typeof named.name === 'string' ? named.name : pathOf(named.name);
  return new Promise((resolve) => {
    lstat(within(folder, named.name), (error: NodeJS.ErrnoException | null, stats: Stats) => {
      if (!error) return resolve({ name, ...factsOf(stats, names, platform) });
      const gone = error.code === 'ENOENT';
      resolve(gone ? undefined : { name, ...bareFacts(kindOf(named)) });
    });
  });
}

function within(folder: NativePath, name: Buffer | string): NativePath {
  if (typeof folder === 'string') return `${folder}/${name.toString()}`;
  return Buffer.concat([folder, SLASH, Buffer.from(name as Buffer)]);
}
