// A figure over the last minutes: the worst of each step, held until the next, gaps kept, and
// never more remembered than is shown.
import { expect, it } from 'vitest';
import { Timeline } from '../../../core/lag/timeline.ts';
import { eachSeed } from '../../support/random.ts';

it('holds the worst of each step, and its last figure until the next one', () => {
  const line = new Timeline(10, 5);
  line.record(12, 7);
  line.record(15, 9);
  line.record(19, 2);
  line.record(40, 5);
  expect(line.points(45)).toEqual([null, 9, 2, 2, 5]);
});

it('has a gap where nothing could be measured', () => {
  const line = new Timeline(10, 5);
  line.record(0, 3);
  line.record(10, null);
  line.record(35, 4);
  expect(line.points(40)).toEqual([3, null, null, 4, 4]);
});

it('a short gap does not hide what was measured in its step', () => {
  const line = new Timeline(10, 3);
  line.record(0, 3);
  line.record(2, null);
  line.record(12, null);
  line.record(14, 8);
  expect(line.points(20)).toEqual([3, 8, 8]);
});

it('moves on with the time, and remembers what holds on from before', () => {
  const line = new Timeline(10, 3);
  line.record(5, 6);
  expect(line.points(1_000)).toEqual([6, 6, 6]);
  line.record(1_000, 0);
  expect(line.points(1_015)).toEqual([6, 0, 0]);
});

it('any course is as one that remembers everything has it', async () => {
  await eachSeed(200, (random) => {
    const [stepMs, steps] = [random.between(1, 20), random.between(1, 12)];
    const line = new Timeline(stepMs, steps);
    const all: { now: number; value: number | null }[] = [];
    let now = 0;
    for (let turn = 0; turn < 60; turn++) {
      now += random.int(3 * stepMs);
      const value = random.once(5) ? null : random.int(100);
      line.record(now, value);
      all.push({ now, value });
      const at = now + (random.once(4) ? random.int(2 * steps * stepMs) : 0);
      expect(line.points(at)).toEqual(obvious(all, at, stepMs, steps));
    }
  });
});

function obvious(
  all: readonly { now: number; value: number | null }[],
  at: number,
  stepMs: number,
  steps: number,
): (number | null)[] {
  const last = Math.floor(at / stepMs);
  return Array.from({ length: steps }, (_, place) => {
    const index = last - steps + 1 + place;
    const inStep = all.filter(({ now }) => Math.floor(now / stepMs) === index);
    if (inStep.length === 0) {
      return all.findLast(({ now }) => now < index * stepMs)?.value ?? null;
    }
    const told = inStep.flatMap(({ value }) => (value === null ? [] : [value]));
    return told.length === 0 ? null : Math.max(...told);
  });
}
