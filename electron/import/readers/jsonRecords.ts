// Objects of JSON files that other programs wrote: any key may hold anything, or be missing.
import { parse, type ParseError } from 'jsonc-parser';
import { say } from '../../../words/said.ts';
import { placeIn } from '../../look/tables.ts';
import { PersonError } from '../../personError.ts';

/** By key; a Map, so that no name is one of the language's own. */
export type JsonRecord = ReadonlyMap<string, unknown>;

/** Throws a `PersonError` with the place where it is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PersonError(say('import-xml-damaged', placeIn(text, offsetOf(text))), { cause });
  }
}

/** Undefined of what is no object. */
export function recordOf(value: unknown): JsonRecord | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}

/** Trimmed; a number as it is written, '' of everything else. */
export function textAt(record: JsonRecord, key: string): string {
  const value = record.get(key);
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' ? String(value) : '';
}

/** Whether nothing is said by it: nothing, no, 0, or an empty text, list or object. */
export function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return !value;
}

/** Short enough to know it by; of what is nested only that it is there, as it may hold a secret. */
export function shownValue(value: unknown): string {
  if (Array.isArray(value)) return '[…]';
  return typeof value === 'object' ? '{…}' : String(value);
}

/** V8 doesn't always say where; that parser does, but of what is nested without end. */
function offsetOf(text: string): number {
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true });
  } catch {
    return text.length;
  }
  return errors[0]?.offset ?? text.length;
}
