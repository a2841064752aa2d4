// The sending side of trzsz, which a host's `trz` receives from. Pieces grow as fast as they are answered.
import { createHash } from 'node:crypto';
import type { Clock } from '../../time/clock.ts';
import { here, shrank, TransferStopped, type GivenFile } from '../files.ts';
import { beginTrzsz } from './begin.ts';
import type { TrzszLines } from './lines.ts';

/** Bytes of a piece: the first, and the largest, so that a cancel has little to wait for. */
const FIRST = 1024;
const LARGEST = 1024 * 1024;
/** Milliseconds that a piece may take for the next to be twice as large. */
const QUICK_MS = 500;
/** And from which on it is small again. */
const SLOW_MS = 2000;

/** Resolves with the names there, after the last file. Rejects with `TransferStopped`. */
export async function sendByTrzsz(
  lines: TrzszLines,
  files: readonly GivenFile[],
  clock: Clock,
): Promise<string[]> {
  const { piece } = await beginTrzsz(lines);
  await asked(lines, 'NUM', files.length);
  const names: string[] = [];
  const pace = { bytes: FIRST, most: Math.min(piece, LARGEST), clock };
  for (const file of files) {
    await lines.sendText('NAME', file.name);
    names.push(await lines.text('SUCC'));
    await asked(lines, 'SIZE', file.size);
    await content(lines, file, pace);
    file.whole();
  }
  return names;
}

interface Pace {
  bytes: number;
  most: number;
  clock: Clock;
}

async function content(lines: TrzszLines, file: GivenFile, pace: Pace): Promise<void> {
  const sum = createHash('md5');
  for (let at = 0; at < file.size;) {
    const begun = pace.clock.now();
    const bytes = await here(file.read(at, Math.min(pace.bytes, file.size - at)));
    if (bytes.byteLength === 0) throw shrank(file);
    sum.update(bytes);
    await lines.sendBytes('DATA', bytes);
    if ((await lines.number('SUCC')) !== bytes.byteLength) throw new TransferStopped('unreadable');
    at += bytes.byteLength;
    file.taken(at);
    const took = pace.clock.now() - begun;
    if (took >= SLOW_MS) pace.bytes = FIRST;
    else if (took < QUICK_MS) pace.bytes = Math.min(pace.most, pace.bytes * 2);
  }
  const own = sum.digest();
  await lines.sendBytes('MD5', own);
  if (!(await lines.bytes('SUCC', 64)).equals(own)) throw new TransferStopped('unreadable');
}

async function asked(lines: TrzszLines, type: string, value: number): Promise<void> {
  await lines.sendNumber(type, value);
  if ((await lines.number('SUCC')) !== value) throw new TransferStopped('unreadable');
}
