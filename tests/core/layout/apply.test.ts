// Opening, showing, sizing: each operation by example. Moving and closing have files of their own.
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../../core/layout/faults.ts';
import { allTabs, panesIn } from '../../../core/layout/find.ts';
import { NO_LAYOUT, OPEN_LIMIT, PANE_LIMIT, WINDOW_LIMIT } from '../../../core/layout/layout.ts';
import type { Layout, Side } from '../../../core/layout/layout.ts';
import type { LayoutOp } from '../../../core/layout/layoutOp.ts';
import { numbered } from '../../../core/layout/numbering.ts';
import { drawn, layout, pane, picture, tab } from './layouts.ts';
import { after, refusal } from './refusal.ts';

function open(id: string, index: number | null = null): LayoutOp {
  return { op: 'open', tab: `t-${id}`, pane: pane(id), index };
}

function split(id: string, beside: string, side: Side): LayoutOp {
  return { op: 'split', pane: pane(id), to: { beside, side, split: `s-${id}` } };
}

function share(of: string, ...shares: number[]): LayoutOp {
  return { op: 'share', split: of, shares };
}

describe('open', () => {
  it('puts a tab at the end of the window that asks, and shows it', () => {
    expect(drawn(after(layout(['a', 'b'], ['c']), open('n')))).toEqual([
      'w0: a! b! *n!',
      'w1: *c!',
    ]);
  });

  it('puts it where it is told to', () => {
    expect(drawn(after(layout(['a', 'b']), open('n', 1)))).toEqual(['w0: a! *n! b!']);
    expect(drawn(after(layout(['a']), open('n', 99)))).toEqual(['w0: a! *n!']);
  });

  it('opens the first of a window', () => {
    expect(drawn(after(layout([]), open('n')))).toEqual(['w0: *n!']);
  });

  it('is refused in a window that is gone', () => {
    expect(refusal({ windows: [], closed: [] }, open('n'))).toBe('layout-gone');
  });

  it('is refused under a name that is taken', () => {
    const before = layout(['a'], ['b|c']);
    expect(refusal(before, open('c'))).toBe('layout-twice');
    expect(refusal(before, { ...open('n'), tab: 't-bc' } as LayoutOp)).toBe('layout-twice');
    const closed = after(before, { op: 'close', panes: ['c'], item: 'i' });
    expect(refusal(closed, open('c'))).toBe('layout-twice');
  });

  it('is refused where as many are open as can be', () => {
    const many = Array.from({ length: OPEN_LIMIT }, (_, at) => open(`p${at}`));
    const full = after(layout([]), ...many);
    expect(refusal(full, open('n'))).toBe('too-many-shells');
    expect(refusal(full, split('n', 'p0', 'left'))).toBe('too-many-shells');
  });
});

describe('split', () => {
  it.each([
    ['left', 'n|a'],
    ['right', 'a|n'],
    ['up', 'n/a'],
    ['down', 'a/n'],
  ] as const)('puts a pane %s of another, with the keyboard in it', (side, expected) => {
    const done = after(layout(['a']), split('n', 'a', side));
    expect(picture(done.windows[0]!.tabs[0]!.tree)).toBe(expected);
    expect(done.windows[0]!.tabs[0]!.focus).toBe('n');
  });

  it('halves the one pane, and leaves the others of its row as large as they were', () => {
    expect(drawn(after(layout(['20a|80b']), split('n', 'b', 'right')))).toEqual([
      'w0: *20a|40b|40n!',
    ]);
    expect(drawn(after(layout(['20a|80b']), split('n', 'b', 'down')))).toEqual([
      'w0: *20a|80(b/n!)',
    ]);
  });

  it('shows the tab, which may be another window’s, and ends its zoom', () => {
    const zoomed = tab('b|c', { zoomed: true });
    expect(drawn(after(layout(['x'], ['a', zoomed]), split('n', 'c', 'up')))).toEqual([
      'w0: *x!',
      'w1: a! *b|(n!/c)',
    ]);
  });

  it('never makes a pane too small to be seen', () => {
    const ops = Array.from({ length: 30 }, (_, at) =>
      split(`n${at}`, at === 0 ? 'a' : `n${at - 1}`, 'right'),
    );
    expect(faultsOf(after(layout(['a']), ...ops))).toEqual([]);
  });

  it('is refused beside what is gone, and under a name that is taken', () => {
    const before = layout(['a|b']);
    expect(refusal(before, split('n', 'gone', 'left'))).toBe('layout-gone');
    expect(refusal(before, split('b', 'a', 'left'))).toBe('layout-twice');
    const named = { op: 'split', pane: pane('n'), to: { beside: 'a', side: 'up', split: 's-ab' } };
    expect(refusal(before, named as LayoutOp)).toBe('layout-twice');
  });

  it('is refused in a tab that is full, and nothing is lost by that', () => {
    const ops = Array.from({ length: PANE_LIMIT - 1 }, (_, at) => split(`n${at}`, 'a', 'right'));
    const full = after(layout(['a']), ...ops);
    expect(panesIn(full.windows[0]!.tabs[0]!.tree)).toHaveLength(PANE_LIMIT);
    expect(refusal(full, split('n', 'a', 'down'))).toBe('layout-too-many-panes');
  });
});

describe('focus and zoom', () => {
  it('shows the tab of a pane and puts the keyboard there', () => {
    expect(drawn(after(layout(['a', 'b|c']), { op: 'focus', pane: 'c' }))).toEqual([
      'w0: a! *b|c!',
    ]);
  });

  it('shows a tab, whose keyboard is where it was', () => {
    const before = layout(['a', tab('b|c', { focus: 'c' })]);
    expect(drawn(after(before, { op: 'show', tab: 't-bc' }))).toEqual(['w0: a! *b|c!']);
  });

  it('zooms a pane, with the keyboard in it', () => {
    const zoomed = after(layout(['a', 'b|c']), { op: 'zoom', pane: 'c', on: true });
    expect(drawn(zoomed)).toEqual(['w0: a! *zb|c!']);
    expect(drawn(after(zoomed, { op: 'zoom', pane: 'c', on: false }))).toEqual(['w0: a! *b|c!']);
  });

  it('zooms another one instead', () => {
    const before = layout([tab('a|b', { zoomed: true })]);
    expect(drawn(after(before, { op: 'zoom', pane: 'b', on: true }))).toEqual(['w0: *za|b!']);
  });

  it('zooms no pane that is the only one', () => {
    const before = layout(['a']);
    expect(after(before, { op: 'zoom', pane: 'a', on: true })).toBe(before);
  });

  it('ends the zoom on going to another pane, not on coming back to the same', () => {
    const before = layout(['x', tab('a|b', { zoomed: true })]);
    expect(drawn(after(before, { op: 'focus', pane: 'b' }))).toEqual(['w0: x! *a|b!']);
    expect(drawn(after(before, { op: 'focus', pane: 'a' }))).toEqual(['w0: x! *za!|b']);
  });

  it('ends when the other panes have gone, and when the zoomed one goes', () => {
    const before = layout([tab('a|b|c', { zoomed: true })]);
    const close = (...panes: string[]): LayoutOp => ({ op: 'close', panes, item: 'i' });
    expect(drawn(after(before, close('b')))).toEqual(['w0: *za!|c']);
    expect(drawn(after(before, close('b', 'c')))).toEqual(['w0: *a!']);
    expect(drawn(after(before, close('a')))).toEqual(['w0: *b!|c']);
  });

  it('stays while panes are sized or change places', () => {
    const before = layout([tab('a|b', { zoomed: true })]);
    expect(drawn(after(before, share('s-ab', 1, 3)))).toEqual(['w0: *z25a!|75b']);
    expect(drawn(after(before, { op: 'swap', pane: 'a', with: 'b' }))).toEqual(['w0: *zb|a!']);
  });
});

describe('share and equalise', () => {
  it('takes any proportion', () => {
    expect(drawn(after(layout(['a|b|c']), share('s-abc', 2, 1, 1)))).toEqual(['w0: *50a!|25b|25c']);
  });

  it('lets no part become smaller than the least, and the others pay for it', () => {
    expect(drawn(after(layout(['a|b|c']), share('s-abc', 1e-9, 1, 1)))).toEqual([
      'w0: *2a!|49b|49c',
    ]);
    expect(drawn(after(layout(['a|b']), share('s-ab', 1e308, 1e-308)))).toEqual(['w0: *98a!|2b']);
  });

  it('is refused for another number of parts, and for what is no share', () => {
    const before = layout(['a|b']);
    expect(refusal(before, share('s-ab', 1, 1, 1))).toBe('layout-gone');
    expect(refusal(before, share('gone', 1, 1))).toBe('layout-gone');
    for (const bad of [0, -1, NaN, Infinity]) {
      expect(refusal(before, share('s-ab', 1, bad))).toBe('layout-gone');
    }
  });

  it('makes the panes of a row equally wide, however they are nested', () => {
    const before = layout(['70a|30(b/(10c|90d))']);
    expect(drawn(after(before, { op: 'equalise', tab: 't-abcd' }))).toEqual([
      'w0: *33.333333a!|66.666667(b/(c|d))',
    ]);
  });
});

describe('the rest', () => {
  it('names a tab, and takes the name away', () => {
    const named = after(layout(['a']), { op: 'rename', tab: 't-a', title: 'logs' });
    expect(named.windows[0]!.tabs[0]!.title).toBe('logs');
    const back = after(named, { op: 'rename', tab: 't-a', title: null });
    expect(back.windows[0]!.tabs[0]!.title).toBe(null);
  });

  it('gives a pane’s shell to another host, and leaves the others alone', () => {
    const before = layout(['a|b']);
    const now = after(before, { op: 'belong', pane: 'b', hostId: 'saved' });
    const contents = panesIn(now.windows[0]!.tabs[0]!.tree).map(({ content }) => content);
    const [kept] = panesIn(before.windows[0]!.tabs[0]!.tree);
    expect(contents).toEqual([kept!.content, { kind: 'shell', hostId: 'saved' }]);
    expect(after(now, { op: 'belong', pane: 'b', hostId: 'saved' })).toBe(now);
  });

  it('makes windows, as many as there can be', () => {
    const more = Array.from({ length: WINDOW_LIMIT - 1 }, (_, at) => `more${at}`);
    const full = after(
      layout([]),
      ...more.map((window) => ({ op: 'new-window', window }) as const),
    );
    expect(full.windows).toHaveLength(WINDOW_LIMIT);
    expect(refusal(full, { op: 'new-window', window: 'n' })).toBe('layout-too-many-windows');
    expect(after(full, { op: 'new-window', window: 'more3' })).toBe(full);
  });

  it.each<LayoutOp>([
    { op: 'focus', pane: 'a' },
    { op: 'show', tab: 't-ab' },
    { op: 'rename', tab: 't-ab', title: null },
    { op: 'move-tab', tab: 't-ab', to: { window: 'w0', index: 0 } },
    { op: 'merge-tab', tab: 't-ab', to: { beside: 'b', side: 'up', split: 'n' } },
    { op: 'move-pane', pane: 'a', to: { beside: 'a', side: 'up', split: 'n' } },
    { op: 'move-pane', pane: 'a', to: { beside: 'b', side: 'left', split: 'n' } },
    { op: 'swap', pane: 'a', with: 'a' },
    share('s-ab', 0.5, 0.5),
    share('s-ab', 7, 7),
    { op: 'equalise', tab: 't-ab' },
    { op: 'zoom', pane: 'a', on: false },
    { op: 'close', panes: [], item: 'i' },
    { op: 'close', panes: ['gone'], item: 'i' },
    { op: 'new-window', window: 'w0' },
  ])('is the very same where nothing changes: $op', (op) => {
    const before = layout(['a|b', 'c'], ['d']);
    expect(after(before, op)).toBe(before);
  });

  it.each<LayoutOp>([
    { op: 'focus', pane: 'gone' },
    { op: 'show', tab: 'gone' },
    { op: 'rename', tab: 'gone', title: 'x' },
    { op: 'belong', pane: 'gone', hostId: 'h' },
    { op: 'move-tab', tab: 'gone', to: { window: 'w0', index: 0 } },
    { op: 'merge-tab', tab: 'gone', to: { beside: 'a', side: 'up', split: 'n' } },
    { op: 'merge-tab', tab: 't-c', to: { beside: 'gone', side: 'up', split: 'n' } },
    { op: 'move-pane', pane: 'gone', to: { beside: 'a', side: 'up', split: 'n' } },
    { op: 'move-pane', pane: 'a', to: { beside: 'gone', side: 'up', split: 'n' } },
    { op: 'move-pane', pane: 'gone', to: { window: 'w0', index: 0, tab: 'n' } },
    { op: 'move-pane', pane: 'gone', to: { beside: 'gone', side: 'up', split: 'n' } },
    { op: 'swap', pane: 'gone', with: 'a' },
    { op: 'swap', pane: 'a', with: 'gone' },
    { op: 'swap', pane: 'gone', with: 'gone' },
    { op: 'equalise', tab: 'gone' },
    { op: 'zoom', pane: 'gone', on: true },
    { op: 'close-window', window: 'gone', item: 'i' },
  ])('is refused of what is gone: $op', (op) => {
    expect(refusal(layout(['a|b', 'c']), op)).toBe('layout-gone');
  });

  it('leaves what has nothing to do with it the very objects that they were', () => {
    const before = numbered(layout(['a|(b/c)', 'd'], ['e']), NO_LAYOUT);
    const done: Layout = after(before, split('n', 'a', 'left'));
    expect(done.windows[1]).toBe(before.windows[1]);
    expect(done.windows[0]!.tabs[1]).toBe(before.windows[0]!.tabs[1]);
    const [was, is] = [before, done].map((one) => allTabs(one)[0]!.tree);
    const last = (of: typeof was): unknown => of?.kind === 'split' && of.parts.at(-1);
    expect(last(is)).toBe(last(was));
  });
});
