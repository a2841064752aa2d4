import { describe, expect, it } from 'vitest';
import { SizePolicy } from '../../../agent/groups/sizePolicy.ts';
import { eachSeed } from '../../support/random.ts';

const size = (cols: number, rows: number) => ({ cols, rows });

describe('the size that follows the driver', () => {
  it('is an owner’s as soon as it comes, and an editor’s when it types', () => {
    const sizes = new SizePolicy();
    expect(sizes.size).toBeUndefined();
    sizes.come(1, true, size(100, 50));
    sizes.come(2, false, size(80, 24));
    expect(sizes.size).toEqual(size(100, 50));
    sizes.resize(2, size(81, 25));
    expect(sizes.size).toEqual(size(100, 50));
    sizes.typed(2);
    expect([sizes.driver, sizes.size]).toEqual([2, size(81, 25)]);
    sizes.resize(1, size(120, 60));
    expect([sizes.driver, sizes.size]).toEqual([1, size(120, 60)]);
  });

  it('falls to whoever drove before, owners before editors', () => {
    const sizes = new SizePolicy();
    for (const [id, owner] of [
      [1, true],
      [2, true],
      [3, false],
      [4, false],
    ] as const) {
      sizes.come(id, owner, size(id, id));
    }
    for (const id of [1, 3, 4]) sizes.typed(id);
    const drivers = [4, 1, 2, 3].map((leaving) => {
      sizes.leave(leaving);
      return sizes.driver;
    });
    expect(drivers).toEqual([1, 2, 3, null]);
  });
});

describe('a size that nobody can use', () => {
  it('is made one that can be, whoever asks for it and how', () => {
    const sizes = new SizePolicy();
    sizes.come(1, false, size(65_535, 65_535));
    expect(sizes.size).toEqual(size(1_024, 256));
    sizes.resize(1, size(1, 1));
    expect(sizes.size).toEqual(size(20, 5));
    sizes.come(2, true, size(65_535, 1));
    expect(sizes.size).toEqual(size(1_024, 1)); // an owner has a reason
    sizes.policy = 'fit';
    expect(sizes.size).toEqual(size(20, 1));
  });
});

describe('the size that fits everyone', () => {
  it('is the smallest in each direction, and grows when its cause leaves', () => {
    const sizes = new SizePolicy();
    sizes.policy = 'fit';
    sizes.come(1, true, size(100, 20));
    sizes.come(2, false, size(80, 50));
    expect(sizes.size).toEqual(size(80, 20));
    sizes.leave(2);
    expect(sizes.size).toEqual(size(100, 20));
  });
});

describe('any of the two', () => {
  it('agrees with a naive reckoning, whatever happens', () =>
    eachSeed(200, (random) => {
      const sizes = new SizePolicy();
      const present = new Map<number, { owner: boolean; cols: number; rows: number }>();
      for (let step = 0; step < 100; step++) {
        const id = 1 + random.int(6);
        const cols = 20 + random.int(200);
        const rows = 5 + random.int(100);
        const act = random.int(5);
        if (act === 0) {
          const owner = id <= 2;
          sizes.come(id, owner, size(cols, rows));
          present.set(id, { owner, cols, rows });
        } else if (act === 1) {
          sizes.resize(id, size(cols, rows));
          if (present.has(id)) present.set(id, { ...present.get(id)!, cols, rows });
        } else if (act === 2) sizes.typed(id);
        else if (act === 3) {
          sizes.leave(id);
          present.delete(id);
        } else sizes.policy = random.pick(['fit', 'driver']);
        const all = [...present.values()];
        if (sizes.policy === 'fit' && all.length > 0) {
          const least = (of: 'cols' | 'rows') => Math.min(...all.map((one) => one[of]));
          expect(sizes.size).toEqual(size(least('cols'), least('rows')));
        }
        expect(sizes.driver === null).toBe(all.length === 0);
        if (sizes.driver !== null && sizes.policy === 'driver') {
          const driver = present.get(sizes.driver)!;
          expect(sizes.size).toEqual(size(driver.cols, driver.rows));
        }
      }
    }));
});
