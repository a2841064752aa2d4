import { describe, expect, it } from 'vitest';
import { Deque } from '../../../core/channel/deque.ts';
import { eachSeed } from '../../support/random.ts';

describe('a deque', () => {
  it('follows an array through any sequence of calls', async () => {
    await eachSeed(10, (random) => {
      const deque = new Deque<number>();
      let model: number[] = [];
      const growing = random.between(2, 5);
      for (let step = 0; step < 3000; step++) {
        if (!random.once(growing)) {
          deque.push(step);
          model.push(step);
        } else expect(deque.shift()).toBe(model.shift());
        if (random.once(4000)) {
          deque.clear();
          model = [];
        }
        expect(deque.length).toBe(model.length);
        expect(deque.peek()).toBe(model[0]);
      }
      for (const item of model) expect(deque.shift()).toBe(item);
      expect(deque.shift()).toBeUndefined();
    });
  });

  it('moves a long queue through without slowing down', () => {
    const deque = new Deque<number>();
    for (let item = 0; item < 50_000; item++) deque.push(item);
    for (let item = 0; item < 1_000_000; item++) {
      if (deque.shift() !== item) throw new Error(`lost ${item}`);
      deque.push(item + 50_000);
    }
    expect(deque.length).toBe(50_000);
  });
});
