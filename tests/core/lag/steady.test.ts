// A shown figure stays while the measured one trembles, and follows when it moves.
import { expect, it } from 'vitest';
import { steady } from '../../../core/lag/steady.ts';

it.each<[shown: number | null, measured: number | null, next: number | null]>([
  [null, 40, 40],
  [40, null, null],
  [0.3, 1.9, 0.3],
  [40, 43.9, 40],
  [40, 44, 44],
  [40, 36, 36],
  [620, 640, 620],
  [620, 700, 700],
])('%j, when %j is measured, is shown as %j', (shown, measured, next) => {
  expect(steady(shown, measured)).toBe(next);
});
