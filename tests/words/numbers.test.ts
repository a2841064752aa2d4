// Numbers are grouped where they have groups; those without need no tables of the language.
import { expect, it, vi } from 'vitest';
import { count, grouped } from '../../words/english/count.ts';
import { figure } from '../../renderer/lib/figure.ts';

it.each([
  [0, '0'],
  [1, '1'],
  [999, '999'],
  [-999, '-999'],
  [1_000, '1,000'],
  [-1_000, '-1,000'],
  [1_234_567, '1,234,567'],
  [0.5, '0.5'],
])('%d is %s', (number, written) => {
  expect(grouped(number)).toBe(written);
});

it('counts things', () => {
  expect([0, 1, 2, 1_200].map((number) => count(number, 'host'))).toEqual([
    '0 hosts',
    '1 host',
    '2 hosts',
    '1,200 hosts',
  ]);
});

it('small ones load nothing', () => {
  const asked = vi.spyOn(Number.prototype, 'toLocaleString');
  expect([grouped(20), figure(20), figure(999)]).toEqual(['20', '20', '999']);
  expect(asked).not.toHaveBeenCalled();
  figure(1_000);
  expect(asked).toHaveBeenCalledTimes(1);
  asked.mockRestore();
});
