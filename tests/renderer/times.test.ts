// When a shell that comes back by itself tries again, as people read it.
import { expect, it } from 'vitest';
import { retryWords } from '../../renderer/lib/times.ts';

it.each([
  [3, 2000, 'attempt 3, next try in 2 s'],
  [3, 1999, 'attempt 3, next try in 2 s'],
  [3, 900, 'attempt 3, next try in 1 s'],
  [3, 400, 'attempt 3, trying now'],
  [1, null, 'attempt 1, trying now'],
  [2, 61_000, 'attempt 2, next try in 1 min'],
  [null, 5000, 'next try in 5 s'],
])('attempt %s with %s ms left: %s', (attempt, left, words) => {
  expect(retryWords(attempt, left)).toBe(words);
});
