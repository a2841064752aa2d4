// Amounts, spans of time and lists as people read them.
import { expect, it } from 'vitest';
import { listed } from '../../words/english/count.ts';
import { ago, bytes, megabytes, milliseconds, times } from '../../words/english/quantities.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

it('amounts are written as people read them', () => {
  expect([1, 900, 2048, 5 * 1024 * 1024].map(bytes)).toEqual([
    '1 byte',
    '900 bytes',
    '2.0 KB',
    '5.0 MB',
  ]);
});

it('megabytes are told as those of files are compared', () => {
  expect([5_250_000, 118_400_000].map(megabytes)).toEqual(['5.3', '118']);
});

it('milliseconds are whole, and never none', () => {
  expect([0.2, 620.4].map(milliseconds)).toEqual(['< 1 ms', '620 ms']);
});

it('times are counted as people do', () => {
  expect([0, 1, 3].map(times)).toEqual(['never', 'once', '3 times']);
});

it('several things are listed as people say them', () => {
  expect([[], ['vim'], ['vim', 'make'], ['vim', 'make', 'top']].map(listed)).toEqual([
    '',
    'vim',
    'vim and make',
    'vim, make and top',
  ]);
});

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
