// Moving panes and tabs: within a tab, between tabs, between windows and into new ones.
import { describe, expect, it } from 'vitest';
import { apply } from '../../../core/layout/apply.ts';
import { PANE_LIMIT, WINDOW_LIMIT, type Layout, type Side } from '../../../core/layout/layout.ts';
import type { LayoutOp } from '../../../core/layout/layoutOp.ts';
import { drawn, frozen, layout, pane, tab } from './layouts.ts';
import { after, refusal } from './refusal.ts';

function move(id: string, beside: string, side: Side): LayoutOp {
  return { op: 'move-pane', pane: id, to: { beside, side, split: 'n' } };
}

function moveOut(id: string, window: string, index: number): LayoutOp {
  return { op: 'move-pane', pane: id, to: { window, index, tab: `t-${id}` } };
}

function moveTab(id: string, window: string, index: number): LayoutOp {
  return { op: 'move-tab', tab: id, to: { window, index } };
}

function merge(id: string, beside: string, side: Side): LayoutOp {
  return { op: 'merge-tab', tab: id, to: { beside, side, split: 'n' } };
}

/** A tab of that many panes `p0`, `p1`, … in a row. */
function rowOf(count: number): Layout {
  const ops = Array.from({ length: count - 1 }, (_, at): LayoutOp => ({
    op: 'split',
    pane: pane(`p${at}`),
    to: { beside: 'a', side: 'right', split: `s${at}` },
  }));
  return after(layout(['a', 'b|c']), ...ops);
}

describe('a pane beside another', () => {
  it('moves within its row', () => {
    expect(drawn(after(layout(['a|b|c']), move('a', 'c', 'right')))).toEqual(['w0: *50b|25c|25a!']);
  });

  it('moves within its tab, whose split of two collapses', () => {
    expect(drawn(after(layout(['a|(b/c)']), move('b', 'a', 'up')))).toEqual(['w0: *(b!/a)|c']);
    expect(drawn(after(layout(['a|b']), move('a', 'b', 'down')))).toEqual(['w0: *b/a!']);
  });

  it('turns a row of two round', () => {
    expect(drawn(after(layout(['a|b']), move('a', 'b', 'right')))).toEqual(['w0: *b|a!']);
  });

  it('gets the keyboard and keeps its share where it stands there already', () => {
    const before = layout(['x', '30a|70b', '30(c/d)|70e']);
    expect(drawn(after(before, move('b', 'a', 'right')))[0]).toContain('*30a|70b!');
    expect(drawn(after(before, move('d', 'c', 'down')))[0]).toContain('*30(c/d!)|70e');
  });

  it('moves where only a part of its neighbour is the goal', () => {
    expect(drawn(after(layout(['a|(b/c)']), move('a', 'b', 'left')))).toEqual(['w0: *(a!|b)/c']);
  });

  it('moves to another tab, which is shown; its own shows its neighbours', () => {
    const before = layout([tab('a|b', { zoomed: true }), tab('c|d', { zoomed: true })]);
    expect(drawn(after(before, move('a', 'd', 'down')))).toEqual(['w0: b! *c|(d/a!)']);
  });

  it('moves to another window', () => {
    expect(drawn(after(layout(['a|b', 'x'], ['c']), move('b', 'c', 'left')))).toEqual([
      'w0: *a! x!',
      'w1: *b!|c',
    ]);
  });

  it('takes its tab along where it was the only one, and its window', () => {
    expect(drawn(after(layout(['a', 'b'], ['c']), move('a', 'c', 'left')))).toEqual([
      'w0: *b!',
      'w1: *a!|c',
    ]);
    const last = after(layout(['a'], ['c']), move('a', 'c', 'left'));
    expect(drawn(last)).toEqual(['w1: *a!|c']);
    expect(last.closed).toEqual([]);
  });

  it('is refused where the tab is full, and moves within a full one', () => {
    const full = rowOf(PANE_LIMIT);
    expect(refusal(full, move('b', 'a', 'left'))).toBe('layout-too-many-panes');
    expect(after(full, move('p3', 'a', 'left')).windows[0]!.tabs[0]!.focus).toBe('p3');
  });

  it('is refused with the name of a split that is there', () => {
    const to = { beside: 'c', side: 'up', split: 's-ab' } as const;
    expect(refusal(layout(['a|b', 'c']), { op: 'move-pane', pane: 'a', to })).toBe('layout-twice');
  });
});

describe('a pane out of its tab', () => {
  it('becomes a tab of its own, shown', () => {
    expect(drawn(after(layout(['a|b', 'c']), moveOut('b', 'w0', 1)))).toEqual(['w0: a! *b! c!']);
  });

  it('becomes one of another window, or of a new one', () => {
    expect(drawn(after(layout(['a|b'], ['c']), moveOut('b', 'w1', 9)))).toEqual([
      'w0: *a!',
      'w1: c! *b!',
    ]);
    expect(drawn(after(layout(['a|b']), moveOut('b', 'n', 0)))).toEqual(['w0: *a!', 'n: *b!']);
  });

  it('is its whole tab where it is the only one', () => {
    const titled = tab('a', { id: 'mine', title: 'logs' });
    const done = after(layout(['x'], [titled]), moveOut('a', 'w0', 0));
    expect(done.windows).toEqual([{ id: 'w0', tabs: [titled, tab('x')], active: 'mine' }]);
  });

  it('stays where it would only change one window for another', () => {
    const before = layout(['a'], ['b|c']);
    expect(after(before, moveOut('a', 'n', 0))).toBe(before);
  });

  it('is refused with the name of a tab that is there, and where there are too many windows', () => {
    const to = { window: 'w0', index: 0, tab: 't-c' };
    expect(refusal(layout(['a|b', 'c']), { op: 'move-pane', pane: 'a', to })).toBe('layout-twice');
    const full = layout(['a|b'], ...Array.from({ length: WINDOW_LIMIT - 1 }, () => []));
    expect(refusal(full, moveOut('a', 'n', 0))).toBe('layout-too-many-windows');
  });
});

describe('a tab', () => {
  it('moves within its window, and what is shown stays', () => {
    const before = layout(['a', 'b', 'c']);
    expect(drawn(after(before, moveTab('t-c', 'w0', 0)))).toEqual(['w0: c! *a! b!']);
    expect(drawn(after(before, moveTab('t-a', 'w0', 1)))).toEqual(['w0: b! *a! c!']);
    expect(drawn(after(before, moveTab('t-a', 'w0', 99)))).toEqual(['w0: b! c! *a!']);
  });

  it('moves to another window as it is, and is shown there', () => {
    const zoomed = tab('b|c', { focus: 'c', zoomed: true, title: 'logs' });
    const done = after(layout(['a', zoomed], ['d']), moveTab('t-bc', 'w1', 0));
    expect(drawn(done)).toEqual(['w0: *a!', 'w1: *zb|c! d!']);
    expect(done.windows[1]!.tabs[0]).toBe(zoomed);
  });

  it('moves into a new window', () => {
    const done = after(layout(['a', 'b']), moveTab('t-a', 'n', 0));
    expect(drawn(done)).toEqual(['w0: *b!', 'n: *a!']);
  });

  it('takes its window along, unless that is empty by itself', () => {
    expect(drawn(after(layout(['a'], ['b'], []), moveTab('t-b', 'w0', 9)))).toEqual([
      'w0: a! *b!',
      'w2:',
    ]);
  });

  it('goes where the one that asked first moved it, when two windows move it at once', () => {
    const before = frozen(layout(['a', 'b'], ['c'], ['d']));
    const first = apply(before, 'w1', moveTab('t-a', 'w1', 0));
    const second = apply(first, 'w2', moveTab('t-a', 'w2', 0));
    expect(drawn(second)).toEqual(['w0: *b!', 'w1: *c!', 'w2: *a! d!']);
  });

  it('merges into another as a part of it, sizes and keyboard kept', () => {
    const merged = tab('20b|80c', { focus: 'c', zoomed: true });
    expect(drawn(after(layout(['a', merged]), merge('t-bc', 'a', 'down')))).toEqual([
      'w0: *a/(20b|80c!)',
    ]);
    expect(drawn(after(layout(['a', merged]), merge('t-bc', 'a', 'right')))).toEqual([
      'w0: *50a|10b|40c!',
    ]);
  });

  it('merges into one of another window', () => {
    expect(drawn(after(layout(['a'], ['b', 'c']), merge('t-a', 'c', 'left')))).toEqual([
      'w1: b! *a!|c',
    ]);
  });

  it('is not merged into a full one, nor with the name of a split that is there', () => {
    expect(refusal(rowOf(PANE_LIMIT - 1), merge('t-bc', 'a', 'up'))).toBe('layout-too-many-panes');
    const to = { beside: 'a', side: 'up', split: 's-bc' } as const;
    const before = layout(['a', 'b|c']);
    expect(refusal(before, { op: 'merge-tab', tab: 't-bc', to })).toBe('layout-twice');
  });
});

describe('two panes', () => {
  it('change places within a tab, and the keyboard stays with its pane', () => {
    expect(drawn(after(layout(['20a|80(b/c)']), { op: 'swap', pane: 'a', with: 'c' }))).toEqual([
      'w0: *20c|80(b/a!)',
    ]);
  });

  it('change places between windows, and the keyboards stay in their places', () => {
    const before = layout([tab('a|b', { zoomed: true })], ['x', tab('c|d', { zoomed: true })]);
    expect(drawn(after(before, { op: 'swap', pane: 'a', with: 'd' }))).toEqual([
      'w0: *d!|b',
      'w1: *x! zc!|a',
    ]);
  });
});
