// What is looked for among the settings, and how it is marked.
import { expect, it } from 'vitest';
import { filtered } from '../../renderer/lib/settingSearch.ts';
import { eachSeed } from '../support/random.ts';

const marked = (text: string, query: string): string | null =>
  filtered(text, query)
    ?.map((part) => (part.found ? `[${part.text}]` : part.text))
    .join('') ?? null;

it.each([
  ['Least contrast of colours', 'COLOUR', 'Least contrast of [colour]s'],
  ['Least contrast of colours', 'colour least', '[Least] contrast of [colour]s'],
  ['Font size', 'size font', '[Font] [size]'],
  ['Font', 'on fon', '[Fon]t'],
  ['Font', '  ', 'Font'],
  ['Font', 'fontsize', null],
  ['İstanbul', 'stan', 'İstanbul'], // its small letters are more than its letters
])('%j looked through for %j is %j', (text, query, expected) => {
  expect(marked(text, query)).toBe(expected);
});

it('in parts it is the same text, whatever is looked for', async () => {
  await eachSeed(200, (random) => {
    const draw = (): string =>
      Array.from({ length: random.int(12) }, () => random.pick([...'aAbB ß…'])).join('');
    const [text, query] = [draw(), draw()];
    const parts = filtered(text, query);
    if (parts) expect(parts.map((part) => part.text).join('')).toBe(text);
  });
});
