// The sentence about a lag, from the slowest machine to the fastest.
import { expect, it } from 'vitest';
import { lagWords } from '../../../electron/lag/lagWords.ts';
import type { LagWarning } from '../../../electron/ipc/contract.ts';
import { inWords } from '../../../words/said.ts';

const words = (warning: LagWarning, usualMs: number | null) => inWords(lagWords(warning, usualMs));
const trip = (value: number, usualMs: number | null) =>
  words({ cause: 'round-trip', value }, usualMs);

it('tells the usual figure in the same words, however small it is', () => {
  for (const usual of [0, 0.04, 0.4, 0.6, 1, 1.4]) {
    expect(trip(620, usual)).toBe('The link is slow. Answers take 620 ms, usually 1.');
  }
  expect(trip(620, 40.4)).toBe('The link is slow. Answers take 620 ms, usually 40.');
  expect(words({ cause: 'echo', value: 900 }, 0.2)).toMatch(/900 ms to show, usually 1\.$/);
});

it('leaves it out where it is not known, or hardly less', () => {
  expect(trip(620, null)).toBe('The link is slow. Answers take 620 ms.');
  expect(trip(620, 600)).toBe('The link is slow. Answers take 620 ms.');
});

it('never takes no time at all', () => {
  expect(words({ cause: 'drawing', value: 0.2 }, null)).toContain('waits 1 ms');
});
