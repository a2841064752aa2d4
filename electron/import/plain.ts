// Plain values of JSON and YAML files whose shape nobody promised: each look at one says what is there.
import { LineCounter, parseDocument } from 'yaml';
import { say } from '../../words/said.ts';
import { isTable, placeIn, type Table } from '../look/tables.ts';
import { PersonError } from '../personError.ts';

export { isTable, type Table };

/** References of a YAML file to other parts of it; a file that grows out of them has many more. */
const YAML_ALIASES = 10_000;

/** What the JSON says. Throws a `PersonError` with the place where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    // Without the cause: that quotes the file, secrets and all.
    throw new PersonError(say('import-json-line', jsonPlace(text, cause)));
  }
}

/** The same; undefined where it is none. It never throws. */
export function jsonOrNothing(text: string): unknown {
  try {
    return /^\s*[[{]/.test(text) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

function jsonPlace(text: string, cause: unknown): { line: number; column: number } {
  const position = /at position (\d+)/.exec(String(cause))?.[1];
  const { line, column } = placeIn(text, position === undefined ? text.length : Number(position));
  return { line, column };
}

/** What the YAML says, numbers as numbers. Throws a `PersonError` with the place where it is none. */
export function yamlOf(text: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    ...{ merge: true, uniqueKeys: false, lineCounter, logLevel: 'silent' },
  });
  const [error] = document.errors;
  if (error) {
    const { line, col: column } = lineCounter.linePos(error.pos[0]);
    throw new PersonError(say('import-yaml-line', { line, column }));
  }
  try {
    return document.toJS({ maxAliasCount: YAML_ALIASES });
  } catch (cause) {
    throw new PersonError(say('import-yaml-aliases'), { cause });
  }
}

/** What stands under that key, though it be called like something that each object has. */
export function valueIn(table: unknown, key: string): unknown {
  return isTable(table) && Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Text or a number or a switch, trimmed; undefined of nothing, and of whatever else. */
export function textIn(table: unknown, key: string): string | undefined {
  return textOf(valueIn(table, key));
}

export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  return value.trim() === '' ? undefined : value.trim();
}

/** Its elements; none where it is no list. */
export function listIn(table: unknown, key: string): readonly unknown[] {
  const value = valueIn(table, key);
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** Whether a switch is on, however it is written; undefined where there is none. */
export function switchIn(table: unknown, key: string): boolean | undefined {
  const text = textIn(table, key)?.toLowerCase();
  if (text === undefined) return undefined;
  return ['true', 'yes', 'on', '1'].includes(text);
}

/** A number of 0 or more; undefined where it is none. */
export function numberIn(table: unknown, key: string): number | undefined {
  const text = textIn(table, key);
  return text !== undefined && /^\d{1,9}(\.\d{1,6})?$/.test(text) ? Number(text) : undefined;
}

/** Whether anything is set there: neither nothing, nor off, nor an empty list or table. */
export function isSet(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isTable(value) || Object.keys(value).length > 0;
}

/** Without those that have no value. */
export function given<T extends object>(table: { [K in keyof T]: T[K] | undefined }): Partial<T> {
  const entries = Object.entries(table).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}
