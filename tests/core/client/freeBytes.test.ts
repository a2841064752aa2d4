// What of parsed bytes costs credit where screens, which don't, go among the output.
import { expect, it } from 'vitest';
import { FreeBytes } from '../../../core/client/freeBytes.ts';
import { eachSeed } from '../../support/random.ts';

it('of what is parsed costs credit what was handed on for it, in its order', () =>
  eachSeed(100, (random) => {
    const bytes = new FreeBytes();
    const costs: number[] = []; // of each byte that was handed on and isn't parsed yet
    for (let step = 0; step < 100; step++) {
      if (random.once(2)) {
        const [count, free] = [random.between(1, 20), random.once(3)];
        bytes.passed(count, free);
        costs.push(...Array<number>(count).fill(free ? 0 : 1));
      }
      const parsed = random.int(costs.length + 1);
      const expected = costs.splice(0, parsed).reduce((sum, cost) => sum + cost, 0);
      expect(bytes.charge(parsed)).toBe(expected);
    }
    expect(bytes.charge(costs.length + 1_000)).toBe(costs.reduce((sum, cost) => sum + cost, 0));
    expect(bytes.charge(1)).toBe(0); // more than was handed on costs nothing
  }));
