// Bytes under way: how many, and how long they wait and take. Compared with a transit that
// remembers every byte, and bounded whatever is under way.
import { describe, expect, it } from 'vitest';
import { Transit } from '../../../core/lag/transit.ts';
import { eachSeed } from '../../support/random.ts';

describe('bytes under way', () => {
  it('are told with the time that the slowest of those that are through took', () => {
    const way = new Transit();
    way.leave(10, 0);
    way.leave(10, 100);
    expect([way.bytes, way.oldestLeftAt]).toEqual([20, 0]);
    expect(way.arrive(5, 130)).toBe(130);
    expect(way.oldestLeftAt).toBe(0);
    expect(way.arrive(5, 140)).toBe(140);
    expect(way.oldestLeftAt).toBe(100);
    expect(way.arrive(10, 150)).toBe(50);
    expect([way.bytes, way.oldestLeftAt]).toEqual([0, null]);
  });

  it('can’t be more through than left', () => {
    const way = new Transit();
    expect(way.arrive(5, 1)).toBeNull();
    way.leave(3, 2);
    expect(way.arrive(1_000, 4)).toBe(2);
    way.leave(3, 5);
    expect(way.bytes).toBe(3);
  });

  it('are nobody’s once cleared', () => {
    const way = new Transit();
    way.leave(3, 0);
    way.clear();
    expect([way.bytes, way.oldestLeftAt, way.arrive(3, 9)]).toEqual([0, null, null]);
  });
});

it('any course is told within its coarseness, and never as younger than it is', async () => {
  await eachSeed(100, (random) => {
    const way = new Transit();
    const exact: number[] = []; // when each byte under way left
    let now = 0;
    for (let turn = 0; turn < 300; turn++) {
      now += random.int(30);
      const bytes = random.between(1, 50);
      if (random.once(2)) {
        way.leave(bytes, now);
        exact.push(...Array<number>(bytes).fill(now));
      } else {
        way.arrive(bytes, now);
        exact.splice(0, bytes);
      }
      expect(way.bytes).toBe(exact.length);
      if (exact.length === 0) expect(way.oldestLeftAt).toBeNull();
      else expect(way.oldestLeftAt).toBeLessThanOrEqual(exact[0]!);
    }
  });
});

it('ten thousand pieces under way cost no more than a few, and their age stays close', () => {
  const way = new Transit();
  for (let at = 0; at < 100_000; at += 10) way.leave(1, at);
  way.arrive(5_000, 100_000);
  const exact = 50_000;
  expect(way.oldestLeftAt).toBeLessThanOrEqual(exact);
  expect(way.oldestLeftAt).toBeGreaterThan(exact - 5_000);
});
