// The latest of many changes: the first at once, the last always, and few of those between.
import { expect, it } from 'vitest';
import { Latest } from '../../renderer/lib/latest.ts';
import { ManualClock } from '../support/manualClock.ts';

function make() {
  const clock = new ManualClock();
  const told: number[] = [];
  const latest = new Latest<number>(100, (value) => told.push(value), clock.after.bind(clock));
  return { clock, told, latest };
}

it('tells the first at once', () => {
  const { told, latest } = make();
  latest.value = 1;
  expect(told).toEqual([1]);
});

it('tells of thousands a few, the last one included', () => {
  const { clock, told, latest } = make();
  for (let value = 1; value <= 5000; value++) {
    latest.value = value;
    clock.advance(0.1);
  }
  clock.advance(100);
  expect(told[0]).toBe(1);
  expect(told.at(-1)).toBe(5000);
  expect(told).toHaveLength(6);
});

it('keeps no timer when all is told, and is at once again', () => {
  const { clock, told, latest } = make();
  latest.value = 1;
  clock.advance(100);
  expect(clock.waiting).toBe(0);
  latest.value = 2;
  expect(told).toEqual([1, 2]);
});
