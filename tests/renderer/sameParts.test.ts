// News made of what is known: equal to what was told, and of the same objects where nothing is new.
import { describe, expect, it } from 'vitest';
import { sameParts } from '../../renderer/lib/sameParts.ts';
import { eachSeed, type Random } from '../support/random.ts';

function randomData(random: Random, depth: number, names: string[]): unknown {
  if (depth === 0 || random.once(3)) return random.pick([null, 1, 2, 'a', 'b', true, undefined]);
  const members = Array.from({ length: random.int(4) }, () => randomData(random, depth - 1, names));
  if (random.once(2)) return members;
  return Object.fromEntries(members.map((one) => [random.pick(names), one]));
}

describe('news', () => {
  it('are equal to what was told, whatever was known before', async () => {
    await eachSeed(300, (random) => {
      const names = ['id', 'x', 'y'];
      const [before, after] = [randomData(random, 4, names), randomData(random, 4, names)];
      expect(sameParts(before, structuredClone(after))).toStrictEqual(after);
    });
  });

  it('are what was known, where it is the same', async () => {
    await eachSeed(100, (random) => {
      const before = randomData(random, 4, ['x', 'y', 'z']);
      expect(sameParts(before, structuredClone(before))).toBe(before);
    });
  });

  it('keep what is the same of them, by its id where it has one', () => {
    const before = {
      list: [
        { id: 'a', in: { x: 1 } },
        { id: 'b', in: { x: 2 } },
      ],
      other: [1],
    };
    const after = {
      list: [
        { id: 'b', in: { x: 2 } },
        { id: 'a', in: { x: 3 } },
      ],
      other: [1],
    };
    const made = sameParts(before, after);
    expect(made.list[0]).toBe(before.list[1]);
    expect(made.list[1]).not.toBe(before.list[0]);
    expect(made.other).toBe(before.other);
  });

  it('change nothing of what was known', () => {
    const before = Object.freeze({ list: Object.freeze([Object.freeze({ id: 'a', x: 1 })]) });
    expect(sameParts<object>(before, { list: [{ id: 'a', x: 2 }] })).toEqual({
      list: [{ id: 'a', x: 2 }],
    });
  });
});
