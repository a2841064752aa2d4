// Shares of a split: what comes is made to fit, in proportion, and none vanishes.
import { describe, expect, it } from 'vitest';
import { LEAST_SHARE } from '../../../core/layout/layout.ts';
import { fitted, leastOf, sumOf } from '../../../core/layout/shares.ts';
import { eachSeed } from '../../support/random.ts';

describe('fitted', () => {
  it('is the very array of good shares', () => {
    const good = [0.5, 0.25, 0.25];
    expect(fitted(good)).toBe(good);
  });

  it('raises all that are too small, one after the other', () => {
    expect(fitted([1, 1e-9, 0.0204])).toEqual([
      expect.closeTo(0.96, 3),
      0.02,
      expect.closeTo(0.02, 3),
    ]);
    expect(fitted([1, 0, 0])).toEqual([1 - 2 * LEAST_SHARE, LEAST_SHARE, LEAST_SHARE]);
  });

  it('has a least that all parts together can have', () => {
    for (const count of [2, 25, 26, 64, 1000])
      expect(leastOf(count) * count).toBeLessThanOrEqual(0.5);
    const shares = fitted(Array.from({ length: 64 }, (_, at) => (at === 0 ? 1 : 0)));
    expect(sumOf(shares)).toBeCloseTo(1, 12);
  });

  it('keeps the order and proportions of what is large enough, by seed', async () => {
    await eachSeed(300, (random) => {
      const count = random.between(2, 64);
      const numbers = Array.from(
        { length: count },
        () => random.between(1, 1e6) / random.pick([1, 1e4, 1e8]),
      );
      const shares = fitted(numbers);
      expect(sumOf(shares)).toBeCloseTo(1, 12);
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(leastOf(count) - 1e-12);
      const large = shares.flatMap((share, at) =>
        share > leastOf(count) + 1e-12 ? [numbers[at]! / share] : [],
      );
      for (const ratio of large) expect(ratio / large[0]!).toBeCloseTo(1, 9);
    });
  });
});
