// Reads files of ours without trusting what lies at their place: only a regular file of bounded
// size is read. A FIFO would hold the program up for ever, and a link leads somebody else's way.
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  type Stats,
} from 'node:fs';
import { say, type Said } from '../../words/said.ts';
import { SaidError } from '../../words/saidError.ts';

const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants;

/** Something other than a regular file of a fitting size lies there. */
export class UnfitFileError extends SaidError {
  /** What it is, as it completes "… is": `a FIFO`, `larger than 64 KiB`. */
  readonly what: Said;

  constructor(path: string, what: Said) {
    super(say('path-is', { path, what }));
    this.name = 'UnfitFileError';
    this.what = what;
  }
}

export interface FoundFile {
  text: string;
  /** Permission bits. */
  mode: number;
}

/**
 * The file as text; undefined when there is none. Never waits for anybody.
 * @param limit bytes
 * Throws an `UnfitFileError`, or the system's error where it can't be read.
 */
export function readWhole(path: string, limit: number): FoundFile | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return undefined;
  checkFit(path, stats, limit);
  const file = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  try {
    const opened = fstatSync(file); // it may be another one by now
    checkFit(path, opened, limit);
    return { text: readAll(file, limit).toString('utf8'), mode: opened.mode & 0o777 };
  } finally {
    closeSync(file);
  }
}

/**
 * The content of what was opened at a path, by whatever name.
 * @param limit bytes
 * Throws an `UnfitFileError`, or the system's error where it can't be read.
 */
export function readOpened(path: string, file: number, limit: number): Buffer {
  checkFit(path, fstatSync(file), limit);
  return readAll(file, limit);
}

/**
 * The content of a file that the user has chosen, wherever a link leads there.
 * @param limit bytes
 * Throws an `UnfitFileError`, or the system's error where it can't be read.
 */
export function readChosen(path: string, limit: number): Buffer {
  const file = openSync(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  try {
    return readOpened(path, file, limit);
  } finally {
    closeSync(file);
  }
}

/**
 * The first bytes of a file that the user has, wherever a link leads there, and no more of it.
 * Throws an `UnfitFileError`, or the system's error where it can't be read.
 */
export function readBeginning(path: string, bytes: number): Buffer {
  const file = openSync(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  try {
    checkFit(path, fstatSync(file), Infinity);
    return readAll(file, bytes);
  } finally {
    closeSync(file);
  }
}

/** What lies at a path instead of a regular file: `a folder`; null for a file, or nothing at all. */
export function unfitKind(path: string): Said | null {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats ? kindOf(stats) : null;
}

function checkFit(path: string, stats: Stats, limit: number): void {
  const kind = kindOf(stats);
  if (kind) throw new UnfitFileError(path, say('not-a-file', { kind }));
  if (stats.size > limit) throw new UnfitFileError(path, say('larger-than', { limit }));
}

function kindOf(stats: Stats): Said | null {
  if (stats.isFile()) return null;
  if (stats.isDirectory()) return say('a-folder');
  if (stats.isSymbolicLink()) return say('a-symbolic-link');
  if (stats.isFIFO()) return say('a-fifo');
  return say(stats.isSocket() ? 'a-socket' : 'a-device');
}

// It may grow while it is read; past the limit the rest doesn't matter.
function readAll(file: number, limit: number): Buffer {
  const parts: Buffer[] = [];
  for (let room = limit; room > 0;) {
    const part = Buffer.alloc(Math.min(room, 65_536));
    const count = readSync(file, part, 0, part.byteLength, null);
    if (count === 0) break;
    parts.push(part.subarray(0, count));
    room -= count;
  }
  return Buffer.concat(parts);
}
