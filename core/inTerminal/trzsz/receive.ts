// The receiving side of trzsz, which a host's `tsz` sends to. Every piece waits for an answer.
import { createHash } from 'node:crypto';
import { here, TransferStopped, type OpenedFile, type ReceivedFiles } from '../files.ts';
import { beginTrzsz } from './begin.ts';
import type { TrzszLines } from './lines.ts';

const MOST_FILES = 100_000;

/** Resolves with the names here, after the last file. Rejects with `TransferStopped`. */
export async function receiveByTrzsz(lines: TrzszLines, files: ReceivedFiles): Promise<string[]> {
  await beginTrzsz(lines);
  const count = await lines.number('NUM');
  if (count > MOST_FILES) throw new TransferStopped('unreadable');
  await lines.sendNumber('SUCC', count);
  const names: string[] = [];
  for (let at = 0; at < count; at++) names.push(await oneFile(lines, files));
  return names;
}

async function oneFile(lines: TrzszLines, files: ReceivedFiles): Promise<string> {
  const name = await lines.text('NAME');
  const coming = { name, size: null, changedAt: null, mode: null };
  const file = await here(files.begin(coming));
  if (!file) throw new TransferStopped('cancelled'); // nobody can leave out one
  try {
    await lines.sendText('SUCC', file.name);
    await content(lines, file);
    await here(file.whole());
  } finally {
    await file.drop();
  }
  return file.name;
}

async function content(lines: TrzszLines, file: OpenedFile): Promise<void> {
  const size = await lines.number('SIZE');
  file.sized(size);
  await lines.sendNumber('SUCC', size);
  const sum = createHash('md5');
  for (let had = 0; had < size;) {
    const bytes = await lines.bytes('DATA');
    if (bytes.byteLength === 0 || had + bytes.byteLength > size) {
      throw new TransferStopped('unreadable');
    }
    await here(file.write(bytes));
    sum.update(bytes);
    had += bytes.byteLength;
    await lines.sendNumber('SUCC', bytes.byteLength);
  }
  const [told, own] = [await lines.bytes('MD5', 64), sum.digest()];
  if (!told.equals(own)) throw new TransferStopped('unreadable');
  await lines.sendBytes('SUCC', own);
}
