import { describe, expect, it } from 'vitest';
import { median, most, percentile, speedup } from '../../bench/report/statistics.ts';
import { isSteady } from '../../bench/stage/settled.ts';
import { eachSeed } from '../support/random.ts';

describe('the statistics of benches', () => {
  it('take the middle, or the mean of the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 7])).toBe(6);
    expect(median([3])).toBe(3);
  });

  it('take a percentile that was really measured', () => {
    const samples = Array.from({ length: 500 }, (_, at) => 500 - at);
    expect(percentile(samples, 50)).toBe(250);
    expect(percentile(samples, 99)).toBe(495);
    expect(most(samples)).toBe(500);
    expect(percentile([7, 8], 0)).toBe(7);
  });

  it('say that there is nothing to take them of', () => {
    expect(() => median([])).toThrow(RangeError);
    expect(() => percentile([], 99)).toThrow(RangeError);
  });

  it('compare each run with the one beside it', () => {
    expect(speedup([10, 20, 40], [20, 30, 40])).toBe(1.5);
    expect(speedup([10, 20, 40], [20])).toBe(2); // the others had no pair
  });

  it('leave what they are given as it was, and agree with each other', () =>
    eachSeed(50, (random) => {
      const samples = Array.from({ length: 2 * random.int(20) + 1 }, () => random.int(1000));
      const before = [...samples];
      expect(percentile(samples, 50)).toBe(median(samples));
      expect(most(samples)).toBe(Math.max(...samples));
      expect(samples).toEqual(before);
    }));
});

describe('a figure that settles', () => {
  it('has stayed within a hundredth of itself', () => {
    expect(isSteady([1000, 1004, 1000, 996, 995])).toBe(true);
    expect(isSteady([1000, 1004, 1000, 996, 980])).toBe(false);
    expect(isSteady([1000, 1000, 1000, 1000])).toBe(false); // not for long enough
  });
});
