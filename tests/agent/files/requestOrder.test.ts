// Which requests overtake which: by the table, and by seed against doing them one after the other.
import { expect, it } from 'vitest';
import { collide, RequestOrder, type Touch } from '../../../agent/files/requestOrder.ts';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import { settle } from '../../support/manualClock.ts';
import { eachSeed, type Random } from '../../support/random.ts';

const look = (...paths: string[]): Touch => ({ paths, changes: false });
const change = (...paths: string[]): Touch => ({ paths, changes: true });
const part = (touch: Touch, from: number, to: number): Touch => ({ ...touch, range: { from, to } });

it.each([
  [look('/a'), look('/a'), false],
  [change('/a'), look('/a'), true],
  [look('/a'), change('/a'), true],
  [change('/a'), change('/b'), false],
  [change('/a'), look('/ab'), false],
  [change('/a'), look('/a/b/c'), true],
  [change('/a/b'), look('/a'), true],
  [change('/'), look('/a'), true],
  [change('/a', '/b'), look('/b/c'), true],
  [change(), look('/a'), false],
  [part(change('/a'), 0, 10), part(look('/a'), 10, 20), false],
  [part(change('/a'), 0, 10), part(look('/a'), 9, 20), true],
  [part(change('/a'), 0, 10), part(change('/a'), 5, 6), true],
  [part(change('/a'), 0, 10), look('/a'), true],
])('%j and %j: %s', (first, second, expected) => {
  expect(collide(first, second)).toBe(expected);
});

it('what doesn’t collide runs at once, the rest in the order in which it came', async () => {
  await eachSeed(300, async (random) => {
    const began: number[] = [];
    const ended = new Set<number>();
    const touches: Touch[] = [];
    const running: { at: number; end: () => void }[] = [];
    const order = new RequestOrder(() => undefined);
    for (let at = 0; at < 12; at++) {
      touches.push(anyTouch(random));
      order.add(touches[at]!, async () => {
        const earlier = touches.slice(0, at).map((touch, index) => ({ touch, index }));
        const before = earlier.filter(({ touch }) => collide(touch, touches[at]!));
        for (const { index } of before) expect(ended.has(index)).toBe(true);
        began.push(at);
        const { promise, resolve } = withResolvers<void>();
        running.push({ at, end: resolve });
        await promise;
        ended.add(at);
      });
    }
    while (ended.size < 12) {
      const [one] = running.splice(random.int(running.length), 1);
      one!.end();
      await settle();
    }
    expect(began.length).toBe(12);
    expect(order.size).toBe(0);
  });
});

function anyTouch(random: Random): Touch {
  const paths = [random.pick(['/a', '/a/b', '/c', '/c/d', '/'])];
  const touch = { paths, changes: random.once(2) };
  const from = random.int(20);
  return random.once(2) ? part(touch, from, from + random.int(10)) : touch;
}
