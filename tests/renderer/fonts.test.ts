// Fonts by their names, and which are offered first.
import { expect, it } from 'vitest';
import { fontsIn } from '../../electron/settings/fonts.ts';
import { familiesIn, fontChoices } from '../../renderer/lib/fonts.ts';

it('a CSS list is taken apart, with commas in names left alone', () => {
  expect(familiesIn(`"JetBrains Mono", 'A, B' ,Menlo,, monospace`)).toEqual([
    'JetBrains Mono',
    'A, B',
    'Menlo',
    'monospace',
  ]);
});

it('monospaced fonts come first, and what is chosen is among them', () => {
  const fonts = [
    { name: 'Arial', mono: false },
    { name: 'Hack', mono: true },
  ];
  const names = (chosen: string) => fontChoices(fonts, chosen).map(({ value }) => value);
  expect(names('Hack')).toEqual(['Hack', 'Arial']);
  expect(names('Gone Mono')).toEqual(['Gone Mono', 'Hack', 'Arial']);
});

it('what fontconfig prints becomes families, each once, and of one width if one of its fonts is', () => {
  const text = 'Hack\t100\nArial\t\n.Hidden\t100\nHack\t\nWith\u202eturn\t0\n\n\t100\n';
  expect(fontsIn(text)).toEqual([
    { name: 'Arial', mono: false },
    { name: 'Hack', mono: true },
    { name: expect.stringMatching(/^With.?turn$/u), mono: false },
  ]);
});
