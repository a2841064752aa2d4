// Pinned tabs: they stand before the others whatever is done, and come back from a file and after
// having been closed.
import { describe, expect, it } from 'vitest';
import { apply } from '../../../core/layout/apply.ts';
import { faultsOf } from '../../../core/layout/faults.ts';
import { mended } from '../../../core/layout/mended.ts';
import type { Layout } from '../../../core/layout/layout.ts';
import { storedLayoutSchema } from '../../../core/layout/schemas.ts';
import { layout, pane, tab } from './layouts.ts';

const order = ({ windows }: Layout, at = 0): string[] =>
  windows[at]!.tabs.map(({ id, pinned }) => (pinned ? `${id}!` : id));
const pin = (from: Layout, id: string, on = true): Layout =>
  apply(from, 'w0', { op: 'pin', tab: id, on });

describe('pinned tabs', () => {
  it('stand first, each behind those that were pinned before', () => {
    const one = pin(layout(['a', 'b', 'c']), 't-c');
    expect(order(one)).toEqual(['t-c!', 't-a', 't-b']);
    expect(order(pin(one, 't-b'))).toEqual(['t-c!', 't-b!', 't-a']);
    expect(order(pin(pin(one, 't-b'), 't-c', false))).toEqual(['t-b!', 't-c', 't-a']);
    expect(one.windows[0]!.active).toBe('t-a');
  });

  it('change nothing where they are pinned already', () => {
    const one = pin(layout(['a', 'b']), 't-b');
    expect(pin(one, 't-b')).toBe(one);
    expect(pin(one, 't-a', false)).toBe(one);
  });

  it('let none before them: not what is opened, moved or comes from another window', () => {
    const two = pin(layout(['a', 'b'], ['c']), 't-a');
    const opened = apply(two, 'w0', { op: 'open', tab: 'new', pane: pane('x'), index: 0 });
    expect(order(opened)).toEqual(['t-a!', 'new', 't-b']);
    const to = { window: 'w0', index: 0 };
    expect(order(apply(two, 'w0', { op: 'move-tab', tab: 't-b', to }))).toEqual(['t-a!', 't-b']);
    expect(order(apply(two, 'w1', { op: 'move-tab', tab: 't-c', to }))).toEqual([
      't-a!',
      't-c',
      't-b',
    ]);
    const last = { op: 'move-tab', tab: 't-a', to: { window: 'w0', index: 1 } } as const;
    expect(order(apply(two, 'w0', last))).toEqual(['t-a!', 't-b']);
  });

  it('are pinned in another window, and when they come back after having been closed', () => {
    const two = pin(layout(['a', 'b'], ['c']), 't-a');
    const away = { op: 'move-tab', tab: 't-a', to: { window: 'w1', index: 9 } } as const;
    expect(order(apply(two, 'w0', away), 1)).toEqual(['t-a!', 't-c']);
    const closed = apply(two, 'w0', { op: 'close', panes: ['a'], item: 'i' });
    expect(order(apply(closed, 'w0', { op: 'reopen', item: 'i' }))).toEqual(['t-a!', 't-b']);
  });

  it('are read from a file, in order even if that has them in another', () => {
    const file = { ...layout([tab('a'), tab('b', { pinned: true })]) };
    expect(faultsOf(file)).toHaveLength(1);
    const read = mended(storedLayoutSchema().parse(JSON.parse(JSON.stringify(file))));
    expect(order(read.layout)).toEqual(['t-b!', 't-a']);
    expect([read.lost, faultsOf(read.layout)]).toEqual([0, []]);
    const odd = layout([{ ...tab('a'), pinned: 'yes' as never }]);
    expect(order(mended(storedLayoutSchema().parse(odd)).layout)).toEqual(['t-a']);
  });
});
