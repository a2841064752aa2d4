// When a shell that comes back by itself tries again, as people read it.
import { expect, it } from 'vitest';
import { untilNextTry } from '../../renderer/lib/times.ts';
import { words } from '../../words/window.ts';

it.each([
  [2000, 'Next try in 2 s.'],
  [1999, 'Next try in 2 s.'],
  [900, 'Next try in 1 s.'],
  [400, 'Trying now.'],
  [null, 'Trying now.'],
  [61_000, 'Next try in 1 min.'],
])('with %s ms left: %s', (left, said) => {
  expect(words.overPane.lost.next(untilNextTry(left))).toBe(said);
});
