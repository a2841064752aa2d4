// Schemes as other programs and people publish them, each with the colours that its own program shows.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { NewScheme } from '../../../electron/look/rawScheme.ts';
import { readSchemes } from '../../../electron/look/readSchemes.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../samples/colors');
const EXPECTATION = '.expect.json';

/** Null: the file leaves it to its program. */
interface Expected {
  name: string;
  background: string;
  foreground: string;
  cursor: string | null;
  cursorText: string | null;
  selectionBackground: string | null;
  selectionForeground: string | null;
  ansi: (string | null)[];
}

const FIELDS = {
  background: 'background',
  foreground: 'foreground',
  cursor: 'cursor',
  cursorText: 'cursorText',
  selectionBackground: 'selection',
  selectionForeground: 'selectionText',
} as const satisfies Partial<Record<keyof Expected, keyof NewScheme>>;

const samples = readdirSync(FOLDER)
  .filter((name) => name.endsWith(EXPECTATION))
  .map((name) => name.slice(0, -EXPECTATION.length));

function expectedOf(sample: string): Expected[] {
  const text = readFileSync(path.join(FOLDER, sample + EXPECTATION), 'utf8');
  return (JSON.parse(text) as { schemes: Expected[] }).schemes;
}

/** In the file's own words; what the file doesn't say isn't looked at. */
function shapedAs(expected: Expected, scheme: NewScheme | undefined): unknown {
  const given = Object.entries(FIELDS).map(([theirs, ours]) => {
    const isSaid = expected[theirs as keyof typeof FIELDS] !== null;
    return [theirs, isSaid ? scheme?.[ours] : null];
  });
  const ansi = expected.ansi.map((colour, at) => colour && scheme?.ansi[at]);
  return { name: scheme?.name, ...Object.fromEntries(given), ansi };
}

it('are all there', () => {
  expect(samples).toHaveLength(13);
});

describe.each(samples)('%s', (sample) => {
  const read = readSchemes(sample, readFileSync(path.join(FOLDER, sample)));

  it.each(expectedOf(sample))('gives $name', (expected) => {
    const scheme = read.schemes.find(({ name }) => name === expected.name);
    expect(shapedAs(expected, scheme)).toEqual(expected);
  });

  it('tells which bright colours were made up', () => {
    const leaves = expectedOf(sample).filter(({ ansi }) => ansi.slice(8).includes(null));
    expect(read.madeBright).toEqual(leaves.map(({ name }) => name));
  });
});
