// Where panes stand on the page: rectangles as CSS, on whole pixels and one apart.
import { describe, expect, it } from 'vitest';
import { tabOfOne } from '../../core/layout/change.ts';
import type { Tab, WindowLayout } from '../../core/layout/layout.ts';
import { cellsIn, insetOf, oneEach, placesOf } from '../../renderer/lib/places.ts';

describe('the places of panes', () => {
  const tab = (id: string): Tab =>
    tabOfOne(`tab of ${id}`, { kind: 'pane', id, content: { kind: 'shell', hostId: 'host' } });
  const window: WindowLayout = {
    id: 'w',
    tabs: [tab('a'), tab('b'), tab('c')],
    active: 'tab of a',
  };

  it('are the same objects as before but for those that changed', () => {
    const before = placesOf(window, null);
    const after = placesOf({ ...window, active: 'tab of b' }, null, before);
    expect(after).toEqual(placesOf({ ...window, active: 'tab of b' }, null));
    expect(after.get('a')).not.toBe(before.get('a'));
    expect(after.get('c')).toBe(before.get('c'));
  });
});

describe('where there is room for one pane', () => {
  const pane = (id: string) =>
    ({ kind: 'pane', id, content: { kind: 'shell', hostId: 'host' } }) as const;
  const parts = ['a', 'b'].map((id) => ({ share: 0.5, tree: pane(id) }));
  const split: Tab = {
    ...tabOfOne('t', pane('a')),
    tree: { kind: 'split', id: 's', axis: 'across', parts },
    focus: 'b',
  };

  it('the focused one has all of it, and a tab of one pane is as it was', () => {
    const alone = tabOfOne('u', pane('c'));
    const window = oneEach({ id: 'w', tabs: [split, alone], active: 't' });
    const places = placesOf(window, null);
    expect(places.get('a')!.shown).toBe(false);
    expect(places.get('b')).toMatchObject({ shown: true, rect: { width: 1 }, count: 2 });
    expect(window.tabs[1]!.zoomed).toBe(false);
  });
});

describe('the edges of a pane', () => {
  it('are those of the whole where it is alone', () => {
    expect(insetOf({ x: 0, y: 0, width: 1, height: 1 })).toBe('0 0 0 0');
  });

  it('leave a pixel free towards what is right of it and below', () => {
    expect(insetOf({ x: 0, y: 0, width: 0.5, height: 0.25 })).toBe(
      '0 calc(100% - round(50.0000%, 1px) + 1px) calc(100% - round(25.0000%, 1px) + 1px) 0',
    );
  });

  it('meet where two panes meet, and the outer edge however shares add up', () => {
    const third = 1 / 3;
    const rest = { x: third + third, y: 0, width: 1 - third - third, height: 1 };
    expect(insetOf(rest)).toBe('0 0 0 round(66.6667%, 1px)');
    const nearly = { x: 0.9, y: 0.7, width: 0.1 - 1e-12, height: 0.3 - 1e-12 };
    expect(insetOf(nearly)).toBe('round(70.0000%, 1px) 0 0 round(90.0000%, 1px)');
  });
});

describe('the size of a terminal that can not be measured', () => {
  const whole = { x: 0, y: 0, width: 1, height: 1 };

  it('follows from that of another one and both their places', () => {
    const half = { ...whole, x: 0.5, width: 0.5 };
    expect(cellsIn({ cols: 81, rows: 24 }, whole, half)).toEqual({ cols: 40, rows: 24 });
    expect(cellsIn({ cols: 40, rows: 24 }, half, whole)).toEqual({ cols: 80, rows: 24 });
  });

  it('is what a terminal can be at least', () => {
    const tiny = { ...whole, width: 0.001, height: 0.001 };
    expect(cellsIn({ cols: 80, rows: 24 }, whole, tiny)).toEqual({ cols: 2, rows: 1 });
  });

  it('is that of the other where a place is not known', () => {
    expect(cellsIn({ cols: 80, rows: 24 }, undefined, whole)).toEqual({ cols: 80, rows: 24 });
  });
});
