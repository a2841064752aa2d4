// Spans of time as people read them.
import { expect, it } from 'vitest';
import { ago, retryWords } from '../../renderer/lib/times.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

it.each([
  [-3000, 'just now'], // another clock is ahead of ours
  [4999, 'just now'],
  [12_000, '12 s ago'],
  [59_999, '59 s ago'],
  [5 * MINUTE, '5 min ago'],
  [3 * HOUR + 1, '3 h ago'],
  [24 * HOUR, '1 day ago'],
  [75 * HOUR, '3 days ago'],
])('%i ms ago is %s', (ms, words) => expect(ago(ms)).toBe(words));

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
