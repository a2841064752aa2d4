// Small JSON files of ours: read with doubt, record by record. What is damaged is set aside and
// told, what is good in it is kept; written whole or not at all.
import { mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { readWhole } from '../../core/files/readFile.ts';
import { keepAside, setAside } from '../../core/files/setAside.ts';
import { writeWhole } from '../../core/files/wholeFile.ts';

/** Larger is none of ours: 200 tabs with the longest of names fit many times. Bytes. */
const FILE_LIMIT = 4 * 1024 * 1024;
/** Of all those files that name one. */
const VERSION = 1;

/** What was made of a file's content. */
export interface Understood<T> {
  value: T;
  /** Records or fields of it that could not be used. */
  lost: number;
}

export interface JsonFile<T> {
  path: string;
  /** Undefined when it is nothing of the kind at all. */
  understand: (json: unknown) => Understood<T> | undefined;
  /** What stands in it, as in "The file of … was damaged": `your settings`. */
  about: string;
  /** What follows from the loss, in a sentence; '' when nothing does. */
  outcome: string;
}

export interface ReadJson<T> {
  /** Undefined when there is no such file, or nothing in it can be used. */
  value: T | undefined;
  /** What the user must know; '' when all is well. */
  notice: string;
}

/** Reads the file; one that is damaged is kept beside, dated by `now`. Never throws. */
export function readJson<T>(file: JsonFile<T>, now: Date): ReadJson<T> {
  let found: Understood<T> | undefined;
  let why = 'was damaged';
  try {
    const text = readWhole(file.path, FILE_LIMIT)?.text;
    if (text === undefined) return { value: undefined, notice: '' };
    const json = parsed(text);
    found = file.understand(json);
    if (isNewer(json)) why = 'is of a newer Bowline';
  } catch (error) {
    if (isSystemError(error)) why = `could not be read (${error.code})`;
  }
  if (found?.lost === 0) return { value: found.value, notice: '' };
  return { value: found?.value, notice: aside(file, found ? undefined : why, now) };
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

function isNewer(json: unknown): boolean {
  const { version } = (json ?? {}) as { version?: unknown };
  return typeof version === 'number' && version > VERSION;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'errno' in error;
}

/** `why` nothing of it can be used; undefined when part of it is good. */
function aside<T>({ path, about, outcome }: JsonFile<T>, why: string | undefined, now: Date) {
  const what =
    why === undefined
      ? `Part of the file of ${about} was damaged; what was good in it is kept.`
      : [`The file of ${about} ${why}.`, outcome].filter(Boolean).join(' ');
  try {
    const name = basename((why === undefined ? keepAside : setAside)(path, now));
    return `${what} It was kept as “${name}” in Bowline’s data folder.`;
  } catch {
    return what; // not allowed to move it; the next save will say so
  }
}
