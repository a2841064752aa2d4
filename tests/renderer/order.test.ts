// The order of tabs: moving, dragging, and what is shown after one closes.
import { describe, expect, it } from 'vitest';
import {
  around,
  arranged,
  gapAt,
  indexAfterDrop,
  moved,
  neighbour,
} from '../../renderer/lib/order.ts';

const tabs = ['a', 'b', 'c', 'd'];
const edges = tabs.map((_, index) => ({ left: index * 100, right: index * 100 + 100 }));

describe('moving a tab', () => {
  it('puts it where it is wanted and shifts the others', () => {
    expect(moved(tabs, 0, 2)).toEqual(['b', 'c', 'a', 'd']);
    expect(moved(tabs, 3, 0)).toEqual(['d', 'a', 'b', 'c']);
  });

  it('stops at the ends', () => {
    expect(moved(tabs, 0, -1)).toEqual(tabs);
    expect(moved(tabs, 3, 4)).toEqual(tabs);
  });
});

describe('dragging a tab', () => {
  it('aims at the gap nearest to the pointer', () => {
    expect([0, 49, 51, 249, 399, 999].map((x) => gapAt(edges, x))).toEqual([0, 0, 1, 2, 4, 4]);
  });

  it('lands in that gap, whichever side it comes from', () => {
    expect(moved(tabs, 0, indexAfterDrop(0, 3))).toEqual(['b', 'c', 'a', 'd']);
    expect(moved(tabs, 3, indexAfterDrop(3, 1))).toEqual(['a', 'd', 'b', 'c']);
  });

  it('changes nothing when it is dropped beside itself', () => {
    expect([indexAfterDrop(1, 1), indexAfterDrop(1, 2)]).toEqual([1, 1]);
  });
});

describe('choosing another tab', () => {
  it('shows the right neighbour of a closed tab, or the left at the end', () => {
    expect([neighbour(tabs, 1), neighbour(tabs, 3), neighbour(['a'], 0)]).toEqual(['c', 'c', null]);
  });

  it('goes round the ends', () => {
    expect([around(4, 3, 1), around(4, 0, -1), around(0, -1, 1)]).toEqual([0, 3, -1]);
  });
});

it('shells come back in the order that is known, and others stand behind them', () => {
  const shells = ['x', 'b', 'y', 'a'].map((shellId) => ({ shellId }));
  const order = arranged(shells, ['a', 'gone', 'b']).map(({ shellId }) => shellId);
  expect(order).toEqual(['a', 'b', 'x', 'y']);
});
