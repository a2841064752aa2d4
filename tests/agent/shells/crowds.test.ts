import { describe, expect, it } from 'vitest';
import { FrameCache } from '../../../agent/shells/frameCache.ts';
import { WakeRounds } from '../../../agent/shells/wakeRounds.ts';
import { encode } from '../../../core/wire/messages.ts';
import { settle } from '../../support/manualClock.ts';
import { eachSeed } from '../../support/random.ts';

describe('frames for a crowd', () => {
  it('are the same for the same place, and what they would be without', () =>
    eachSeed(5, (random) => {
      const cache = new FrameCache();
      const output = random.bytes(200_000);
      for (let step = 0; step < 300; step++) {
        const [channel, offset] = [random.between(1, 2), random.int(150_000)];
        const bytes = output.subarray(offset, offset + random.pick([1, 100, 32_768]));
        const frame = cache.data(channel, offset, bytes);
        const expected = encode('data', channel, { offset, bytes });
        expect(Buffer.compare(frame, expected)).toBe(0);
        expect(cache.data(channel, offset, bytes)).toBe(frame);
      }
    }));
});

describe('a crowd', () => {
  it('is woken in parts, everybody once', async () => {
    const woken = new Map<number, number>();
    const sleepers = new Set(
      Array.from({ length: 1_000 }, (_, n) => ({
        wake: () => Boolean(woken.set(n, (woken.get(n) ?? 0) + 1)),
      })),
    );
    const rounds = new WakeRounds(sleepers);
    rounds.wakeAll();
    const first = woken.size;
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(200);
    rounds.wakeAll(); // comes while a round is under way, and for all of them
    rounds.wakeAll();
    for (let turns = 0; turns < 60; turns++) await settle();
    expect(woken.size).toBe(1_000);
    expect(new Set(woken.values())).toEqual(new Set([2]));
  });

  it('is woken though some of it leaves meanwhile', async () => {
    const woken = new Set<number>();
    const sleepers = new Set(
      Array.from({ length: 300 }, (_, n) => ({
        n,
        wake: () => {
          woken.add(n);
          if (n % 3 === 0)
            for (const other of sleepers) if (other.n === n + 1) sleepers.delete(other);
          return true;
        },
      })),
    );
    new WakeRounds(sleepers).wakeAll();
    for (let turns = 0; turns < 20; turns++) await settle();
    expect([...sleepers].every(({ n }) => woken.has(n))).toBe(true);
  });

  it('that can send nothing keeps nobody waiting', () => {
    let woken = 0;
    const stuck = Array.from({ length: 500 }, () => ({ wake: () => false }));
    new WakeRounds(new Set([...stuck, { wake: () => ++woken > 0 }])).wakeAll();
    expect(woken).toBe(1);
  });

  it('of a few is woken at once', () => {
    let woken = 0;
    const rounds = new WakeRounds(
      new Set(Array.from({ length: 10 }, () => ({ wake: () => ++woken > 0 }))),
    );
    rounds.wakeAll();
    expect(woken).toBe(10);
  });
});
