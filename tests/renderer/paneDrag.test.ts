// Where a dragged tab or pane would fall, and what that means: the real layout, without a page.
import { describe, expect, it } from 'vitest';
import { apply } from '../../core/layout/apply.ts';
import type { Layout, Pane, PaneTree } from '../../core/layout/layout.ts';
import {
  droppedInStrip,
  droppedOn,
  droppedOutside,
  isOnto,
  kindOf,
  zoneAt,
  type Dragged,
} from '../../renderer/lib/paneDrag.ts';

const pane = (id: string): Pane => ({
  ...{ kind: 'pane', id, content: { kind: 'shell', hostId: 'h' } },
});
const tab = (id: string, tree: PaneTree, focus: string) => ({
  ...{ id, title: null, tree, focus, zoomed: false },
});
const across = (id: string, ...ids: string[]): PaneTree => ({
  ...{ kind: 'split', id, axis: 'across' },
  parts: ids.map((one) => ({ share: 1 / ids.length, tree: pane(one) })),
});

/** Two windows: tabs A of a and b, C of c, D of d; and E of e. */
const layout: Layout = {
  windows: [
    {
      id: 'first',
      tabs: [
        tab('A', across('row', 'a', 'b'), 'a'),
        tab('C', pane('c'), 'c'),
        tab('D', pane('d'), 'd'),
      ],
      active: 'A',
    },
    { id: 'second', tabs: [tab('E', pane('e'), 'e')], active: 'E' },
  ],
  closed: [],
};
const aTab = (id: string): Dragged => ({ kind: 'tab', id });
const aPane = (id: string): Dragged => ({ kind: 'pane', id });
const ids = () => {
  let made = 0;
  return () => `new ${++made}`;
};

/** Windows and tabs as text. */
function after(op: ReturnType<typeof droppedOn>): string[] | null {
  if (!op) return null;
  const drawn = (tree: PaneTree): string =>
    tree.kind === 'pane'
      ? tree.id
      : `[${tree.parts.map((part) => drawn(part.tree)).join(tree.axis === 'across' ? ' ' : '/')}]`;
  return apply(layout, 'first', op).windows.map(({ tabs }) =>
    tabs.map(({ tree }) => drawn(tree)).join(' | '),
  );
}

describe('the zones of a pane', () => {
  it.each([
    [0.1, 0.5, 'left'],
    [0.9, 0.4, 'right'],
    [0.5, 0.05, 'up'],
    [0.4, 0.95, 'down'],
    [0.5, 0.5, 'swap'],
    [0.05, 0.1, 'left'],
    [0.69, 0.35, 'swap'],
  ] as const)('at %d, %d: %s', (x, y, zone) => expect(zoneAt(x, y, true)).toBe(zone));

  it('have no middle for what can’t change places with the pane', () => {
    expect(zoneAt(0.55, 0.5, false)).toBe('right');
  });
});

describe('dropping onto a pane', () => {
  const onto = (dragged: Dragged, target: string, zone: Parameters<typeof droppedOn>[3]) =>
    after(droppedOn(layout, dragged, target, zone, ids()));

  it.each([
    [aPane('b'), 'a', 'left', '[b a] | c | d'],
    [aPane('b'), 'a', 'down', '[a/b] | c | d'],
    [aPane('b'), 'a', 'swap', '[b a] | c | d'],
    [aPane('c'), 'b', 'up', '[a [c/b]] | d'],
    [aTab('C'), 'b', 'right', '[a b c] | d'],
    [aTab('A'), 'c', 'down', '[c/[a b]] | d'],
    [aPane('e'), 'c', 'left', '[a b] | [e c] | d'],
    [aPane('e'), 'c', 'swap', '[a b] | e | d'],
  ] as const)('%j onto %s, %s', (dragged, target, zone, first) =>
    expect(onto(dragged, target, zone)?.[0]).toBe(first),
  );

  it.each([
    [aPane('a'), 'a', 'left'],
    [aPane('a'), 'a', 'swap'],
    [aTab('C'), 'c', 'right'],
    [aTab('A'), 'b', 'up'],
  ] as const)('%j onto itself changes nothing (%s, %s)', (dragged, target, zone) => {
    expect(onto(dragged, target, zone)).toBeNull();
    expect(isOnto(layout, dragged, target)).toBe(true);
  });
});

describe('dropping into the strip', () => {
  const into = (dragged: Dragged, window: string, gap: number) =>
    after(droppedInStrip(layout, dragged, window, gap, ids()));

  it.each([
    [aTab('A'), 'first', 2, ['c | [a b] | d', 'e']],
    [aTab('D'), 'first', 0, ['d | [a b] | c', 'e']],
    [aTab('C'), 'second', 0, ['[a b] | d', 'c | e']],
    [aPane('b'), 'first', 1, ['a | b | c | d', 'e']],
    [aPane('b'), 'second', 1, ['a | c | d', 'e | b']],
    [aPane('d'), 'first', 0, ['d | [a b] | c', 'e']], // the only one of its tab: that moves
  ] as const)('%j into %s at gap %i', (dragged, window, gap, windows) =>
    expect(into(dragged, window, gap)).toEqual(windows),
  );

  it.each([
    [aTab('C'), 1],
    [aTab('C'), 2],
    [aPane('c'), 2],
  ] as const)('%j at its own place (gap %i) changes nothing', (dragged, gap) =>
    expect(into(dragged, 'first', gap)).toBeNull(),
  );
});

describe('dropping outside', () => {
  const out = (dragged: Dragged) => after(droppedOutside(layout, dragged, ids()));

  it('makes a window of a tab or of a pane', () => {
    expect(out(aTab('A'))).toEqual(['c | d', 'e', '[a b]']);
    expect(out(aPane('b'))).toEqual(['a | c | d', 'e', 'b']);
    expect(out(aPane('c'))).toEqual(['[a b] | d', 'e', 'c']);
  });

  it('changes nothing for what has a window of its own', () => {
    expect(out(aTab('E'))).toBeNull();
    expect(out(aPane('e'))).toBeNull();
  });
});

describe('what comes with a drop', () => {
  it('is ours by its type', () => {
    expect(kindOf(['text/plain', 'application/x-bowline-pane'])).toBe('pane');
    expect(kindOf(['application/x-bowline-tab'])).toBe('tab');
    expect(kindOf(['Files', 'text/uri-list'])).toBeNull();
  });
});
