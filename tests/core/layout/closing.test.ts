// Closing, and having it back: where it was, as it was, beside whom it was.
import { describe, expect, it } from 'vitest';
import { apply } from '../../../core/layout/apply.ts';
import { faultsOf } from '../../../core/layout/faults.ts';
import { CLOSED_LIMIT, PANE_LIMIT, WINDOW_LIMIT } from '../../../core/layout/layout.ts';
import type { Layout } from '../../../core/layout/layout.ts';
import type { LayoutOp } from '../../../core/layout/layoutOp.ts';
import { drawn, layout, pane, tab } from './layouts.ts';
import { after, refusal } from './refusal.ts';

const back: LayoutOp = { op: 'reopen', item: 'i' };

function close(...panes: string[]): LayoutOp {
  return { op: 'close', panes, item: 'i' };
}

function closeWindow(window: string): LayoutOp {
  return { op: 'close-window', window, item: 'i' };
}

describe('closing', () => {
  it('gives the room to the neighbours in proportion, and the keyboard to the next', () => {
    expect(drawn(after(layout(['50a|10b|40c']), close('a')))).toEqual(['w0: *20b!|80c']);
    const last = tab('a|b|c', { focus: 'c' });
    expect(drawn(after(layout([last]), close('c')))).toEqual(['w0: *a|b!']);
  });

  it('collapses a split of two into its place', () => {
    expect(drawn(after(layout(['30a|70(b/c)']), close('b')))).toEqual(['w0: *30a!|70c']);
    expect(drawn(after(layout(['40a|60(b/(50c|50d))']), close('b')))).toEqual([
      'w0: *40a!|30c|30d',
    ]);
  });

  it('shows the right neighbour of a closed tab, else the left one', () => {
    expect(drawn(after(layout(['a', 'b', 'c']), close('a')))).toEqual(['w0: *b! c!']);
    const last = after(layout(['a', 'b', 'c']), { op: 'show', tab: 't-c' });
    expect(drawn(after(last, close('c')))).toEqual(['w0: a! *b!']);
    expect(drawn(after(last, close('b')))).toEqual(['w0: a! *c!']);
    expect(drawn(after(last, close('b', 'c')))).toEqual(['w0: *a!']);
  });

  it('takes along a window that has nothing else, unless it is the only one', () => {
    expect(drawn(after(layout(['a'], ['b']), close('b')))).toEqual(['w0: *a!']);
    expect(drawn(after(layout(['a']), close('a')))).toEqual(['w0:']);
    expect(drawn(after(layout(['a'], []), close('a')))).toEqual(['w1:']);
  });

  it('closes in several windows at once, and leaves the one that asked', () => {
    const both = apply(layout(['a'], ['b']), 'w1', close('a', 'b'));
    expect(drawn(both)).toEqual(['w1:']);
    expect(drawn(apply(both, 'w1', back))).toEqual(['w1: *a! b!']);
    expect(drawn(apply(layout(['a'], ['b']), 'gone', close('a', 'b')))).toEqual(['w0:']);
  });

  it('remembers so many, the latest', () => {
    const ops = Array.from({ length: CLOSED_LIMIT + 2 }, (_, at): LayoutOp[] => [
      { op: 'open', tab: `t${at}`, pane: pane(`p${at}`), index: null },
      { op: 'close', panes: [`p${at}`], item: `i${at}` },
    ]);
    const { closed } = after(layout(['a']), ...ops.flat());
    expect(closed.map(({ id }) => id)).toEqual(
      Array.from({ length: CLOSED_LIMIT }, (_, at) => `i${at + 2}`),
    );
  });

  it('is refused under the name of something closed', () => {
    const before = after(layout(['a', 'b', 'c']), close('a'));
    expect(refusal(before, close('b'))).toBe('layout-twice');
    expect(refusal(before, closeWindow('w0'))).toBe('layout-twice');
  });

  it('closes a window, of which nothing is remembered where it had no tabs', () => {
    expect(after(layout(['a'], []), closeWindow('w1'))).toEqual(layout(['a']));
    expect(drawn(after(layout(['a'], ['b']), closeWindow('w1')))).toEqual(['w0: *a!']);
    expect(after(layout(['a']), closeWindow('w0')).windows).toEqual([]);
  });
});

describe('reopening a pane', () => {
  it.each([
    ['20a|30b|50c', 'a'],
    ['20a|30b|50c', 'b'],
    ['20a|30b|50c', 'c'],
    ['20a/80b', 'a'],
    ['20a/80b', 'b'],
    ['30a|70(40b/60c)', 'a'],
    ['30a|70(40b/60c)', 'b'],
    ['30a|70(40b/60c)', 'c'],
    ['30(20a/80b)|70(40c/60d)', 'c'],
    ['10a|60(40b/60(30c|70d))|30e', 'b'], // c and d stand in the row of a and e meanwhile
    ['60(40b/60(30c|70d))|40e', 'b'],
    ['60(60(30c|70d)/40b)|40e', 'b'],
    ['40(10a/50b/40c)|60d', 'd'], // all of the rest is its neighbour
    ['20a|30(b/c)|50d', 'd'],
    ['20a|30(b/c)|50d', 'bc'],
    ['20a|30b|50c', 'ab'],
    ['20a|30(b/c)|50d', 'abc'],
  ])('of %s puts %s where it was, at its share', (before, closed) => {
    const was = layout([before, 'x']);
    const again = after(was, close(...closed), back);
    const withoutFocus = (of: Layout): string[] => drawn(of).map((one) => one.replaceAll('!', ''));
    expect(withoutFocus(again)).toEqual(withoutFocus(was));
    expect(faultsOf(again)).toEqual([]);
  });

  it('puts several together that weren’t, beside the neighbour of the first', () => {
    expect(drawn(after(layout(['20a|30b|50c']), close('a', 'c'), back))).toEqual([
      'w0: *20a!|50c|30b',
    ]);
  });

  it('gives it the keyboard, and ends a zoom that would hide it', () => {
    const gone = after(layout(['a|b|c', 'x']), close('b'), { op: 'zoom', pane: 'a', on: true });
    const elsewhere = after(gone, { op: 'show', tab: 't-x' });
    expect(drawn(after(elsewhere, back))[0]).toBe('w0: *a|b!|c x!');
  });

  it('finds its tab in another window, and what is left of its neighbours', () => {
    const gone = after(layout(['20a|80(b/c)', 'x'], ['y']), close('a'));
    const moved = after(
      gone,
      { op: 'move-tab', tab: 't-abc', to: { window: 'w1', index: 0 } },
      { op: 'move-pane', pane: 'b', to: { window: 'w0', index: 0, tab: 'n' } },
    );
    expect(drawn(after(moved, back))).toEqual(['w0: *b! x!', 'w1: *20a!|80c y!']);
  });

  it('finds the tab into which its own was merged', () => {
    const gone = after(layout(['20a|80b', 'c']), close('b'));
    const to = { beside: 'c', side: 'down', split: 'n' } as const;
    const merged = after(gone, { op: 'merge-tab', tab: 't-ab', to });
    expect(drawn(after(merged, back))).toEqual(['w0: *c/(20a|80b!)']);
  });

  it('stays out of a tab of its neighbour’s when its own is still there', () => {
    const gone = after(layout(['a|(b/c)', 'x']), close('b'));
    const to = { beside: 'x', side: 'down', split: 'n' } as const;
    const moved = after(gone, { op: 'move-pane', pane: 'c', to });
    expect(drawn(after(moved, back))).toEqual(['w0: a! *b! x/c!']);
  });

  it('becomes a tab where its neighbours are gone', () => {
    const gone = after(layout(['a|b', 'x']), close('a'));
    const alone = after(gone, { op: 'close', panes: ['b'], item: 'j' });
    expect(drawn(after(alone, back))).toEqual(['w0: x! *a!']);
  });

  it('becomes a tab behind its own where that is full', () => {
    const ops = Array.from({ length: PANE_LIMIT - 1 }, (_, at): LayoutOp => ({
      op: 'split',
      pane: pane(`p${at}`),
      to: { beside: 'b', side: 'right', split: `s${at}` },
    }));
    const full = after(layout(['x', 'a|b', 'y']), close('a'), ...ops);
    const again = after(full, back);
    expect(again.windows[0]!.tabs.map(({ focus }) => focus)).toEqual(['x', 'p62', 'a', 'y']);
    expect(faultsOf(again)).toEqual([]);
  });

  it('makes no second split of a name, when its own is still there', () => {
    const gone = after(layout(['a|b|c|d', 'x']), close('b', 'c'), back);
    expect(faultsOf(gone)).toEqual([]);
    const apart = after(layout(['a/(b|c|d|e)', 'x']), close('b', 'c'), {
      op: 'close',
      panes: ['d', 'e'],
      item: 'j',
    });
    expect(faultsOf(after(apart, back, { op: 'reopen', item: 'j' }))).toEqual([]);
  });
});

describe('reopening tabs and windows', () => {
  it('puts each where it was, and shows the one that was shown', () => {
    const before = after(layout(['a', 'b|e', 'c', 'd']), { op: 'show', tab: 't-c' });
    const gone = after(before, close('a', 'c', 'd'));
    expect(drawn(gone)).toEqual(['w0: *b!|e']);
    expect(after(gone, back)).toEqual(before);
  });

  it('brings a tab back whole: title, keyboard, zoom', () => {
    const before = layout(['x', tab('a|b', { title: 'logs', focus: 'b', zoomed: true })]);
    const again = after(before, close('a', 'b'), back);
    expect(again.windows[0]!.tabs).toEqual(before.windows[0]!.tabs);
    expect(again.windows[0]!.active).toBe('t-ab');
  });

  it('goes to the window that asks where its own is gone', () => {
    const gone = after(layout(['x', 'y'], ['a']), close('a'));
    expect(drawn(after(gone, back))).toEqual(['w0: x! y! *a!']);
    expect(refusal({ ...gone, windows: [] }, back)).toBe('layout-gone');
  });

  it('makes a window again, as it was', () => {
    const before = layout(['x'], ['a', 'b|c', 'd']);
    const shown = after(before, { op: 'show', tab: 't-bc' });
    expect(after(shown, closeWindow('w1'), back)).toEqual(shown);
    const last = after(layout(['a']), closeWindow('w0'));
    expect(drawn(apply(last, 'none', back))).toEqual(['w0: *a!']);
  });

  it('takes the tabs of a window where there is no room for another', () => {
    const gone = after(layout(['x'], ['a', 'b']), closeWindow('w1'));
    const ops = Array.from({ length: WINDOW_LIMIT - 1 }, (_, at): LayoutOp => ({
      op: 'new-window',
      window: `more${at}`,
    }));
    expect(drawn(after(gone, ...ops, back))[0]).toBe('w0: x! *a! b!');
  });

  it('is refused a second time, and where that would be too many panes', () => {
    const again = after(layout(['a', 'b']), close('a'), back);
    expect(again.closed).toEqual([]);
    expect(refusal(again, back)).toBe('layout-not-reopened');
    const ops = Array.from({ length: 199 }, (_, at): LayoutOp => ({
      op: 'open',
      tab: `t${at}`,
      pane: pane(`p${at}`),
      index: null,
    }));
    const full = after(layout(['a', 'b']), close('a'), ...ops);
    expect(refusal(full, back)).toBe('too-many-shells');
    expect(full.closed).toHaveLength(1);
  });
});
