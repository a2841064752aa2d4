// Colours that stand under keys, in JSON, YAML and TOML.
import type { Given, RawScheme, Slot } from './rawScheme.ts';

export type Table = Record<string, unknown>;

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const SLOTS: Slot[] = [
  ...(['background', 'foreground', 'cursor', 'cursorText', 'selection', 'selectionText'] as const),
  ...Array.from({ length: 16 }, (_, at) => at),
];

/** A scheme of which each colour lies under one key, which may be a path: `colors.normal.red`. */
export function mappedScheme(table: Table, called: (slot: Slot) => string): RawScheme {
  const given = new Map<Slot, Given>();
  for (const slot of SLOTS) {
    const text = textAt(table, called(slot));
    if (text !== undefined) given.set(slot, { text });
  }
  return { name: textAt(table, 'name') ?? '', given, called };
}

/** What stands under a path of keys. */
export function at(table: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((found, key) => (isTable(found) ? found[key] : undefined), table);
}

export function textAt(table: unknown, path: string): string | undefined {
  const found = at(table, path);
  if (typeof found === 'number') return String(found);
  return typeof found === 'string' && found.trim() !== '' ? found : undefined;
}

/** Line and column, from 1, of a place in a text. */
export function placeIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
