// The order of tabs: where one is dropped, and going round the ends.
import { describe, expect, it } from 'vitest';
import { around, gapAt, indexAfterDrop } from '../../renderer/lib/order.ts';

const tabs = ['a', 'b', 'c', 'd'];
const edges = tabs.map((_, index) => ({ left: index * 100, right: index * 100 + 100 }));

describe('dragging a tab', () => {
  it('aims at the gap nearest to the pointer', () => {
    expect([0, 49, 51, 249, 399, 999].map((x) => gapAt(edges, x))).toEqual([0, 0, 1, 2, 4, 4]);
  });

  it('lands in that gap, whichever side it comes from', () => {
    expect([indexAfterDrop(0, 3), indexAfterDrop(3, 1)]).toEqual([2, 1]);
  });

  it('changes nothing when it is dropped beside itself', () => {
    expect([indexAfterDrop(1, 1), indexAfterDrop(1, 2)]).toEqual([1, 1]);
  });
});

it('going on from the last tab comes to the first, and back', () => {
  expect([around(4, 3, 1), around(4, 0, -1), around(0, -1, 1)]).toEqual([0, 3, -1]);
});
