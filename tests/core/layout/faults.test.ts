// Each fault that a layout can have is found: a check that finds nothing would prove nothing.
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../../core/layout/faults.ts';
import { CLOSED_LIMIT, OPEN_LIMIT, PANE_LIMIT, WINDOW_LIMIT } from '../../../core/layout/layout.ts';
import type { Closed, Layout, PaneTree, Tab } from '../../../core/layout/layout.ts';
import { layout, pane, tab, tree } from './layouts.ts';
import { after } from './refusal.ts';

const closed = after(layout(['a|b', 'c']), { op: 'close', panes: ['b'], item: 'i' });
const item = closed.closed[0]!;

function withTree(of: PaneTree): Layout {
  return layout([tab('a', { tree: of })]);
}

function split(shares: number[], ...trees: PaneTree[]): PaneTree {
  const parts = trees.map((one, at) => ({ share: shares[at]!, tree: one }));
  return { kind: 'split', id: 's', axis: 'across', parts };
}

function many(count: number): Tab[] {
  return Array.from({ length: count }, (_, at) =>
    tab('a', { id: `t${at}`, tree: pane(`p${at}`), focus: `p${at}` }),
  );
}

function withItem(change: Partial<Closed>): Layout {
  return { ...closed, closed: [{ ...item, ...change }] };
}

function withClosedTab(change: object): Layout {
  return withItem({ tabs: [{ ...item.tabs[0]!, ...change }] });
}

describe('faultsOf', () => {
  it('finds none in what is sound', () => {
    expect(faultsOf(layout(['20a|80(b/c)', 'd'], ['e'], []))).toEqual([]);
    expect(faultsOf(closed)).toEqual([]);
  });

  it.each<[string, Layout, RegExp]>([
    [
      'two windows of a name',
      { ...layout([], []), windows: [...layout([]).windows, ...layout([]).windows] },
      /two of the window w0/,
    ],
    ['two tabs of a name', layout([tab('a')], [tab('b', { id: 't-a' })]), /two of the tab t-a/],
    ['two panes of a name', layout(['a'], [tab('a', { id: 'x' })]), /two of the pane a/],
    [
      'two splits of a name',
      layout(['a|b', tab('a', { tree: { ...tree('c|d'), id: 's-ab' }, focus: 'c' })]),
      /two of the split s-ab/,
    ],
    [
      'a pane closed and open',
      { ...closed, windows: layout(['a|b']).windows },
      /two of the pane b/,
    ],
    [
      'two closed items of a name',
      { ...closed, closed: [item, { ...item, tabs: [] }] },
      /two of the closed item i/,
    ],
    [
      'something else shown',
      { ...layout(['a']), windows: [{ ...layout(['a']).windows[0]!, active: 'x' }] },
      /window w0 shows x/,
    ],
    [
      'nothing shown',
      { ...layout(['a']), windows: [{ ...layout(['a']).windows[0]!, active: null }] },
      /window w0 shows null/,
    ],
    [
      'something shown where nothing is',
      { ...layout([]), windows: [{ id: 'w0', tabs: [], active: 'x' }] },
      /window w0 shows x/,
    ],
    ['the keyboard elsewhere', layout([tab('a', { focus: 'x' })]), /keyboard in x/],
    ['a zoom of one', layout([tab('a', { zoomed: true })]), /zoomed pane and no other/],
    ['a split of one', withTree(split([1], pane('a'))), /split s has 1 parts/],
    [
      'one straight in one of its axis',
      withTree(split([0.5, 0.5], pane('a'), tree('b|c'))),
      /same axis/,
    ],
    ['a share too small', withTree(split([0.001, 0.999], pane('a'), pane('b'))), /too small/],
    ['a share that is none', withTree(split([NaN, 1], pane('a'), pane('b'))), /too small/],
    ['shares of another sum', withTree(split([0.5, 0.6], pane('a'), pane('b'))), /sum to 1.1/],
    [
      'too many panes in a tab',
      withTree(
        split(
          many(65).map(() => 1 / 65),
          pane('a'),
          ...many(64).map((one) => one.tree),
        ),
      ),
      new RegExp(`65 panes in tab t-a, more than ${PANE_LIMIT}`),
    ],
    ['too many panes', layout(many(OPEN_LIMIT + 1)), /201 panes, more/],
    ['too many windows', layout(...many(WINDOW_LIMIT + 1).map((one) => [one])), /33 windows, more/],
    [
      'too much closed',
      {
        ...closed,
        closed: many(CLOSED_LIMIT + 1).map((one) => ({
          ...item,
          id: one.id,
          tabs: [{ ...item.tabs[0]!, ...one }],
          active: null,
        })),
      },
      /31 closed items, more/,
    ],
    ['nothing closed', withItem({ tabs: [] }), /closed item i has no tabs/],
    ['something else shown that was closed', withItem({ active: 'x' }), /closed item i showed x/],
    ['a closed tab with the keyboard elsewhere', withClosedTab({ focus: 'x' }), /keyboard in x/],
    ['a closed tab at no place', withClosedTab({ index: -1 }), /was at -1/],
    [
      'a closed pane with all of the room',
      withClosedTab({ beside: { ...item.tabs[0]!.beside!, share: 1 } }),
      /a share of 1/,
    ],
  ])('finds %s', (_, broken, fault) => {
    expect(faultsOf(broken).join('\n')).toMatch(fault);
  });
});
