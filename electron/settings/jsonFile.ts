// Small JSON files of ours: read with doubt, record by record. What is damaged is set aside and
// told, what is good in it is kept; written whole or not at all.
import { say, type Said } from '../../words/said.ts';
import { mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { readWhole } from '../../core/files/readFile.ts';
import { keepAside, setAside } from '../../core/files/setAside.ts';
import { writeWhole } from '../../core/files/wholeFile.ts';

/** Larger is none of ours: all panes and all closed ones fit, with the longest of names. Bytes. */
const FILE_LIMIT = 16 * 1024 * 1024;

/** What was made of a file's content. */
export interface Understood<T> {
  value: T;
  /** Records or fields of it that could not be used. */
  lost: number;
}

/** The files that are read so, by name. */
export type FileName =
  | 'edits'
  | 'files'
  | 'joined'
  | 'schemes'
  | 'settings'
  | 'tabs'
  | 'transfers'
  | 'tunnels'
  | 'window';

export interface JsonFile<T> {
  path: string;
  /** Undefined when it is nothing of the kind at all. */
  understand: (json: unknown) => Understood<T> | undefined;
  /** Which of them it is, for what is said of its loss. */
  file: FileName;
  /** The latest that is understood, of a file that names its version; 1 unless said. */
  version?: number;
}

export interface ReadJson<T> {
  /** Undefined when there is no such file, or nothing in it can be used. */
  value: T | undefined;
  /** What the user must know; null when all is well. */
  notice: Said | null;
}

/** Reads the file; one that is damaged is kept beside, dated by `now`. Never throws. */
export function readJson<T>(
  { path, understand, file: name, version = 1 }: JsonFile<T>,
  now: Date,
): ReadJson<T> {
  let found: Understood<T> | undefined;
  let why = say('file-damaged', { file: name });
  try {
    const text = readWhole(path, FILE_LIMIT)?.text;
    if (text === undefined) return { value: undefined, notice: null };
    const json = parsed(text);
    found = understand(json);
    if (isNewer(json, version)) why = say('file-of-newer-version', { file: name });
  } catch (error) {
    if (isSystemError(error)) why = say('file-not-read', { file: name, code: error.code ?? '' });
  }
  if (found?.lost === 0) return { value: found.value, notice: null };
  const notice = found
    ? keptAside(say('file-part-damaged', { file: name }), () => keepAside(path, now))
    : keptAside(why, () => setAside(path, now));
  return { value: found?.value, notice };
}

/** Throws when the disk is full or the folder can't be written; the old file is there then. */
export function writeJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeWhole(path, jsonText(value));
}

/** As it stands in a file. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Takes those of `items` that `take` understands; `lost` counts the others. */
export function goodOnes<T>(
  items: readonly unknown[],
  limit: number,
  take: (item: unknown) => T | undefined,
): Understood<T[]> {
  const good = items.map(take).filter((item) => item !== undefined);
  const value = good.slice(0, limit);
  return { value, lost: items.length - value.length };
}

// Editors of Windows begin a file with a mark that is no JSON.
function parsed(text: string): unknown {
  return JSON.parse(text.replace(/^\uFEFF/, ''));
}

function isNewer(json: unknown, known: number): boolean {
  const { version } = (json ?? {}) as { version?: unknown };
  return typeof version === 'number' && version > known;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'errno' in error;
}

/** `what` became of the file, and where `keep` has put it. */
function keptAside(what: Said, keep: () => string): Said {
  try {
    return say('file-kept-aside', { what, name: basename(keep()) });
  } catch {
    return what; // not allowed to move it; the next save will say so
  }
}
