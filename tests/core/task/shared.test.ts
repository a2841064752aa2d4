// Resources that many hold: how often they are made and closed, whatever the order.
import { describe, expect, it } from 'vitest';
import { Shared, SharedByKey, type Hold } from '../../../core/task/shared.ts';
import { eachSeed } from '../../support/random.ts';

interface Line {
  name: string;
  failed: boolean;
  closed: number;
}

function lines() {
  const made: Line[] = [];
  const make = (name = 'line') => {
    const line = { name, failed: false, closed: 0 };
    made.push(line);
    return line;
  };
  const usable = (line: Line): boolean => !line.failed;
  const close = (line: Line): void => void line.closed++;
  return { made, make, options: { usable, close } };
}

describe('one resource', () => {
  const start = () => {
    const { made, make, options } = lines();
    return { made, shared: new Shared({ make: () => make(), ...options }) };
  };

  it('is made for the first, and closed once after the last', async () => {
    const { made, shared } = start();
    const [first, second] = [shared.take(), shared.take()];
    expect(first.value).toBe(second.value);
    await first.release();
    expect(made).toMatchObject([{ closed: 0 }]);
    await second.release();
    expect(made).toMatchObject([{ closed: 1 }]);
    expect(shared.current).toBeUndefined();
  });

  it('counts a hold that is given back twice once', async () => {
    const { made, shared } = start();
    const [first, second] = [shared.take(), shared.take()];
    await first.release();
    await first.release();
    expect(made).toMatchObject([{ closed: 0 }]);
    await second.release();
    await second.release();
    expect(made).toMatchObject([{ closed: 1 }]);
  });

  it('is made anew after it was closed', async () => {
    const { made, shared } = start();
    await shared.take().release();
    shared.take();
    expect(made).toMatchObject([{ closed: 1 }, { closed: 0 }]);
  });

  it('that is of no more use stays with those who have it, and the next gets another', async () => {
    const { made, shared } = start();
    const old = shared.take();
    old.value.failed = true;
    const next = shared.take();
    expect(next.value).not.toBe(old.value);
    await old.release();
    expect(shared.current).toBe(next.value);
    expect(made).toMatchObject([{ closed: 1 }, { closed: 0 }]);
    await next.release();
    expect(made).toMatchObject([{ closed: 1 }, { closed: 1 }]);
  });

  it('that was discarded stays too, and its discarding does no harm to the next', async () => {
    const { shared } = start();
    const old = shared.take();
    shared.discard(old.value);
    const next = shared.take();
    shared.discard(old.value);
    expect(shared.current).toBe(next.value);
    await old.release();
    expect(shared.take().value).toBe(next.value);
  });

  it('is joined only where there is one, of use or not', async () => {
    const { made, shared } = start();
    expect(shared.join()).toBeUndefined();
    const first = shared.take();
    first.value.failed = true;
    const joined = shared.join()!;
    await first.release();
    expect(made).toMatchObject([{ closed: 0 }]);
    await joined.release();
    expect(made).toMatchObject([{ closed: 1 }]);
  });

  it('that can’t be made leaves nothing behind', () => {
    let wrong = true;
    const shared = new Shared({
      make: () => {
        if (wrong) throw new Error('no such program');
        return 1;
      },
    });
    expect(() => shared.take()).toThrow('no such program');
    wrong = false;
    expect(shared.take().value).toBe(1);
  });

  it('says what closing failed with to who waits for it', async () => {
    const shared = new Shared({ make: () => 1, close: () => Promise.reject(new Error('stuck')) });
    await expect(shared.take().release()).rejects.toThrow('stuck');
  });
});

it('resources by key are closed once, and never while they are held', () =>
  eachSeed(20, async (random) => {
    const { made, make, options } = lines();
    const all = new SharedByKey<Line>(options);
    const holds: Hold<Line>[] = [];
    for (let step = 0; step < 500; step++) {
      const key = `key ${random.int(3)}`;
      if (random.once(2)) {
        const hold = all.take(key, () => make(key));
        expect(hold.value).toMatchObject({ name: key, failed: false, closed: 0 });
        holds.push(hold);
      } else if (holds.length > 0) {
        const [hold] = holds.splice(random.int(holds.length), 1);
        if (random.once(5)) hold!.value.failed = true;
        await hold!.release();
      }
      const held = new Set(holds.map(({ value }) => value));
      expect(made.every((line) => line.closed === (held.has(line) ? 0 : 1))).toBe(true);
    }
  }));
