// What a folder of a server holds, asked for several pieces ahead.
import { say } from '../../words/said.ts';
import { factsOfAttributes } from './attributes.ts';
import type { FileEntry } from './fileAccess.ts';
import { FileError } from './fileError.ts';
import { orAborted } from './fileProblems.ts';
import { PACKET } from './packets.ts';
import { aHandle, done, someNames, type Named } from './sftpAnswers.ts';
import type { SftpOwners } from './sftpOwners.ts';
import { badAnswer } from './sftpStatus.ts';
import type { SftpWire } from './sftpWire.ts';

/** No folder that anybody could use has more; a server that lies has no end. */
export const MAX_ENTRIES = 2_000_000;
const MOST_AHEAD = 16;
/** Characters of a name; no system takes as many. */
const LONGEST_NAME = 1_024;

export interface SftpListing {
  wire: SftpWire;
  owners: SftpOwners;
  maxEntries: number;
}

/** Rejects with `FileError`; `too-large` behind so many entries. */
export async function* listSftp(
  path: string,
  { wire, owners, maxEntries }: SftpListing,
  signal?: AbortSignal,
): AsyncGenerator<FileEntry[]> {
  const opening = wire.ask(PACKET.opendir, (packet) => packet.path(path), aHandle(path));
  const close = (handle: Buffer): Promise<void> =>
    wire.ask(PACKET.close, (packet) => packet.bytes(handle), done(path)).catch(() => undefined);
  const handle = await orAborted(opening, signal).catch((error: unknown) => {
    void opening.then(close, () => undefined); // it may be opened yet
    throw error;
  });
  try {
    let total = 0;
    for await (const names of pieces(path, wire, handle, signal)) {
      total += names.length;
      if (total > maxEntries) throw tooMany(path, maxEntries);
      const entries = names.filter(isEntry).map((named) => entryOf(named, owners));
      await owners.name(entries);
      if (entries.length > 0) yield entries;
    }
  } finally {
    void close(handle);
  }
}

/** Behind the end, what was asked for before it was known is still waited for. */
async function* pieces(
  path: string,
  wire: SftpWire,
  handle: Buffer,
  signal?: AbortSignal,
): AsyncGenerator<Named[]> {
  const asked: Promise<Named[] | null>[] = [];
  let ahead = 1;
  const ask = (): void => {
    const piece = wire.ask(PACKET.readdir, (packet) => packet.bytes(handle), someNames(path));
    piece.catch(() => undefined); // told in its turn
    asked.push(piece);
  };
  do {
    while (asked.length < ahead) ask();
    const piece = await orAborted(asked.shift()!, signal);
    if (piece && piece.length > 0) {
      ahead = ahead === 0 ? 0 : Math.min(2 * ahead, MOST_AHEAD);
      yield piece;
    } else ahead = 0; // no more; some servers say it by a piece without names
  } while (ahead > 0 || asked.length > 0);
}

function isEntry({ name }: Named): boolean {
  return name !== '.' && name !== '..';
}

/** A name that leads elsewhere is the lie by which a server would have files written there. */
function entryOf({ name, line, attributes }: Named, owners: SftpOwners): FileEntry {
  if (name === '' || /[/\0]/.test(name)) throw badAnswer('bad-name');
  if (name.length > LONGEST_NAME) throw badAnswer('long-name');
  const facts = factsOfAttributes(attributes);
  owners.read(line, facts);
  return { name, ...facts };
}

function tooMany(path: string, most: number): FileError {
  return new FileError('too-large', say('folder-too-many', { path, most }));
}
