// Files that are broken, half written, of another version or made to harm: what can be kept is kept,
// and what comes of them is sound.
import { describe, expect, it } from 'vitest';
import { apply } from '../../../core/layout/apply.ts';
import { faultsOf } from '../../../core/layout/faults.ts';
import { allPanes, panesIn } from '../../../core/layout/find.ts';
import { CLOSED_LIMIT, OPEN_LIMIT, PANE_LIMIT, WINDOW_LIMIT } from '../../../core/layout/layout.ts';
import type { Layout, PaneTree } from '../../../core/layout/layout.ts';
import { mended, type Mended } from '../../../core/layout/mended.ts';
import { storedLayoutSchema } from '../../../core/layout/schemas.ts';
import type { StoredLayout, StoredTree } from '../../../core/layout/stored.ts';
import { eachSeed, type Random } from '../../support/random.ts';
import { drawn, frozen, layout, pane, tab, tree } from './layouts.ts';
import { RandomOps } from './randomOps.ts';
import { after } from './refusal.ts';

/** As a file of this is read. */
function read(stored: unknown): Mended {
  const done = mended(frozen(storedLayoutSchema().parse(JSON.parse(JSON.stringify(stored)))));
  expect(faultsOf(done.layout)).toEqual([]);
  return done;
}

/** A row of panes with these names. */
function row(...names: string[]): PaneTree {
  const parts = names.map((name) => ({ share: 1 / names.length, tree: pane(name) }));
  return { kind: 'split', id: 'row', axis: 'across', parts };
}

function withTree(of: unknown): unknown {
  return {
    windows: [{ ...layout(['a', 'z']).windows[0], tabs: [{ ...tab('a'), tree: of }, tab('z')] }],
    closed: [],
  };
}

function names(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${prefix}${at}`);
}

describe('what is sound', () => {
  it('stays as it is', () => {
    const before = after(
      layout([tab('20a|80(b/c)', { zoomed: true, title: 'x' })], ['d', 'e'], []),
      {
        op: 'close',
        panes: ['b', 'd'],
        item: 'i',
      },
    );
    expect(read(before)).toEqual({ layout: before, lost: 0 });
  });

  it('may have more in it than is known', () => {
    const more = JSON.stringify(layout(['a|b'])).replaceAll('{', '{"later":1,');
    expect(read(JSON.parse(more))).toEqual({ layout: layout(['a|b']), lost: 0 });
  });
});

describe('a tree that isn’t sound', () => {
  const part = (share: unknown, of: unknown): unknown => ({ share, tree: of });
  const split = (axis: string, ...parts: unknown[]): unknown => ({
    kind: 'split',
    id: 's',
    axis,
    parts,
  });

  it.each([
    ['a split of one', split('down', part(1, tree('a'))), '*a! z!'],
    [
      'one straight in one of its axis',
      split('across', part(0.5, tree('a')), part(0.5, tree('b|c'))),
      '*50a!|25b|25c z!',
    ],
    [
      'shares with another sum',
      split('across', part(0.2, tree('a')), part(0.2, tree('b'))),
      '*a!|b z!',
    ],
    [
      'a share of nothing',
      split('across', part(0, tree('a')), part(0.9, tree('b')), part(0.1, tree('c'))),
      '*a!|b|c z!',
    ],
    ['a negative share', split('across', part(-1, tree('a')), part(2, tree('b'))), '*a!|b z!'],
    [
      'a share that is none',
      split('across', part('x', tree('a')), part(0.9, tree('b'))),
      '*a!|b z!',
    ],
    [
      'a share that is too small',
      split('across', part(0.001, tree('a')), part(0.999, tree('b'))),
      '*2a!|98b z!',
    ],
    [
      'splits without a name',
      {
        ...(split(
          'down',
          part(0.5, tree('a')),
          part(0.5, { ...(tree('b|c') as object), id: 7 }),
        ) as object),
        id: null,
      },
      '*a!/(b|c) z!',
    ],
  ])('is mended: %s', (_, of, expected) => {
    const done = read(withTree(of));
    expect(drawn(done.layout)).toEqual([`w0: ${expected}`]);
    expect(done.lost).toBe(0);
  });

  it('loses of a row only what can’t be read, and counts it', () => {
    const later = { kind: 'pane', id: 'f', content: { kind: 'files', path: '/' } };
    for (const bad of [later, null, 7, {}, { kind: 'split', parts: [] }, split('across')]) {
      const of = split('across', part(0.5, tree('a')), part(0.25, bad), part(0.25, tree('b')));
      const { layout: done, lost } = read(withTree(of));
      expect(drawn(done)[0]).toMatch(/^w0: \*66\.666667a!\|33\.333333b z!$/);
      expect(lost).toBe(bad !== null && (bad as { axis?: string }).axis ? 0 : 1); // nothing was in it
    }
  });

  it('keeps the settings beside shells, and of others only what they are', () => {
    const more = {
      kind: 'pane',
      id: 's',
      content: { kind: 'settings', page: 'of a newer version' },
    };
    const { layout: done, lost } = read(
      withTree(split('across', part(0.5, tree('a')), part(0.5, more))),
    );
    expect([drawn(done), lost]).toEqual([['w0: *a!|s z!'], 0]);
    const [, shown] = panesIn(done.windows[0]!.tabs[0]!.tree);
    expect(shown!.content).toEqual({ kind: 'settings' });
  });

  it('loses a tab that can’t be read, and no other', () => {
    for (const bad of [null, 7, 'x', { kind: 'pane' }, { kind: 'other', id: 'a' }]) {
      const { layout: done, lost } = read(withTree(bad));
      expect(drawn(done)).toEqual(['w0: *z!']);
      expect(lost).toBe(1);
    }
  });

  it('isn’t walked down to any depth', () => {
    const deep = (count: number): string => {
      const open = '{"kind":"split","id":"s","axis":"down","parts":[{"share":1,"tree":';
      return open.repeat(count) + JSON.stringify(tree('a')) + '}]}'.repeat(count);
    };
    expect(drawn(read(withTree(JSON.parse(deep(90)))).layout)).toEqual(['w0: *a! z!']);
    // JSON.stringify walks down itself, so this one isn't written again.
    const hostile = {
      windows: [
        {
          id: 'w0',
          tabs: [{ ...tab('a'), tree: JSON.parse(deep(20_000)) as unknown }, tab('z')],
          active: null,
        },
      ],
      closed: [],
    };
    const { layout: done, lost } = mended(storedLayoutSchema().parse(hostile));
    expect(drawn(done)).toEqual(['w0: *z!']);
    expect(lost).toBe(1);
  });

  it('becomes several tabs where it has too many panes, and nothing is lost', () => {
    const { layout: done, lost } = read(withTree(row(...names('p', 190))));
    const counts = done.windows[0]!.tabs.map((one) => panesIn(one.tree).length);
    expect(counts).toEqual([PANE_LIMIT, PANE_LIMIT, 190 - 2 * PANE_LIMIT, 1]);
    expect(new Set(allPanes(done).map(({ id }) => id)).size).toBe(191);
    expect(lost).toBe(0);
  });
});

describe('names', () => {
  it('loses the second of a pane, and counts it', () => {
    const { layout: done, lost } = read(layout(['a|b', 'b|c'], ['a']));
    expect(drawn(done)).toEqual(['w0: *a!|b c!', 'w1:']);
    expect(lost).toBe(2);
  });

  it('gives the second of anything else another name', () => {
    const twice = [tab('a|b'), { ...tab('c|d'), id: 't-ab', tree: { ...tree('c|d'), id: 's-ab' } }];
    const before = layout(twice, ['e']);
    const { layout: done, lost } = read({
      ...before,
      windows: before.windows.map((one) => ({ ...one, id: 'w' })),
    });
    expect(drawn(done)).toEqual(['w: *a!|b c!|d', expect.stringMatching(/^w-\d: \*e!$/)]);
    expect(lost).toBe(0);
  });

  it('makes names that can be read again, and that nothing else has', () => {
    const long = 'x'.repeat(100);
    const tabs = ['a', 'b', 'c', 'd'].map((name) => tab(name, { id: long }));
    const { layout: done } = read(layout(tabs));
    const made = done.windows[0]!.tabs.map(({ id }) => id);
    const again = read(
      layout(tabs.map((one, at) => ({ ...one, id: [long, ...made][at]! }))),
    ).layout;
    expect(again.windows[0]!.tabs.map(({ tree: of }) => of)).toEqual(
      tabs.map(({ tree: of }) => of),
    );
    expect(made.every((id) => id.length <= 100)).toBe(true);
  });

  it('gives what has none one', () => {
    const { layout: done } = read({ windows: [{ tabs: [{ tree: tree('a|b') }] }] });
    expect(drawn(done)).toEqual(['window: *a!|b']);
    expect(done.windows[0]!.tabs[0]).toMatchObject({ id: 'tab', title: null, zoomed: false });
  });

  it('loses what is closed and open', () => {
    const gone = after(
      layout(['a|b', 'c']),
      { op: 'close', panes: ['b'], item: 'i' },
      { op: 'close', panes: ['c'], item: 'j' },
    );
    const { layout: done, lost } = read({ ...gone, windows: layout(['a|b']).windows });
    expect(done.closed.map(({ id }) => id)).toEqual(['j']);
    expect(lost).toBe(0);
  });
});

describe('a tab', () => {
  it('that can’t be read in part is as if that had never been chosen', () => {
    const bad = { ...tab('a|b', { focus: 'b' }), title: 7, zoomed: 'yes' };
    const { layout: done } = read({ windows: [{ id: 'w0', tabs: [bad], active: 7 }], closed: [] });
    expect(done).toEqual(layout([tab('a|b', { focus: 'b' })]));
  });
});

describe('windows', () => {
  it('puts focus, zoom and what is shown where something is', () => {
    const bad = { ...tab('a|b'), focus: 'gone', zoomed: true };
    const before = {
      windows: [{ id: 'w0', tabs: [tab('z', { zoomed: true }), bad], active: 'gone' }],
      closed: [],
    };
    expect(drawn(read(before).layout)).toEqual(['w0: *z! a!|b']);
    expect(
      drawn(read({ ...before, windows: [{ id: 'w0', tabs: [], active: 'x' }] }).layout),
    ).toEqual(['w0:']);
  });

  it('puts the tabs of too many into the last', () => {
    const before = layout(
      ...names('', WINDOW_LIMIT + 3).map((_, at) => [
        tab('a', { id: `t${at}`, tree: pane(`p${at}`), focus: `p${at}` }),
      ]),
    );
    const { layout: done, lost } = read(before);
    expect(done.windows).toHaveLength(WINDOW_LIMIT);
    expect(done.windows.at(-1)!.tabs.map(({ id }) => id)).toEqual(['t31', 't32', 't33', 't34']);
    expect(done.windows.at(-1)!.active).toBe('t31');
    expect(lost).toBe(0);
  });

  it('shows a tab of the last also where that had none', () => {
    const windows = [
      ...names('w', WINDOW_LIMIT).map((id) => ({ id, tabs: [], active: null })),
      ...layout(['a']).windows,
    ];
    expect(drawn(read({ windows, closed: [] }).layout).at(-1)).toBe('w31: *a!');
  });

  it('loses one that can’t be read, and panes for which there is no room', () => {
    const full = layout(names('x', 210).map((id) => tab('a', { id, tree: pane(id), focus: id })));
    const { layout: done, lost } = read({ ...full, windows: [null, 7, ...full.windows] });
    expect(allPanes(done)).toHaveLength(OPEN_LIMIT);
    expect(lost).toBe(12);
  });

  it('is no layout without any', () => {
    for (const bad of [null, 7, [], {}, { windows: 7, closed: [] }]) {
      expect(storedLayoutSchema().safeParse(bad).success).toBe(false);
    }
  });
});

describe('what is closed', () => {
  const gone = after(layout(['a|b', 'c']), { op: 'close', panes: ['b'], item: 'i' });
  const [item] = gone.closed;

  it('is bounded to the latest', () => {
    const closed = names('i', CLOSED_LIMIT + 5).map((id) => ({
      ...item!,
      id,
      tabs: [{ ...item!.tabs[0]!, tree: pane(id), focus: id }],
    }));
    const { layout: done } = read({ ...gone, closed });
    expect(done.closed).toHaveLength(CLOSED_LIMIT);
    expect(done.closed.at(-1)!.id).toBe(`i${CLOSED_LIMIT + 4}`);
  });

  it('comes back as a tab where its place can’t be read', () => {
    for (const bad of [
      7,
      { ...item!.tabs[0]!.beside, share: 2 },
      { ...item!.tabs[0]!.beside, side: 'in' },
    ]) {
      const { layout: done } = read({
        ...gone,
        closed: [{ ...item, tabs: [{ ...item!.tabs[0], beside: bad, index: -7 }] }],
      });
      expect(drawn(apply(done, 'w0', { op: 'reopen', item: 'i' }))).toEqual(['w0: *b! a! c!']);
    }
  });

  it('goes where it can’t be read, and no loss is told', () => {
    for (const closed of [
      7,
      [7],
      [null],
      [{ ...item, tabs: [] }],
      [{ ...item, tabs: [7] }],
      undefined,
    ]) {
      expect(read({ ...gone, closed })).toEqual({ layout: { ...gone, closed: [] }, lost: 0 });
    }
  });
});

describe('by seed', () => {
  it('makes a sound layout of whatever is read, and keeps every pane in it', async () => {
    await eachSeed(400, (random) => {
      const broken = brokenLayout(random);
      const parsed = storedLayoutSchema().safeParse(broken).data;
      if (!parsed) return;
      const { layout: done, lost } = mended(frozen(parsed));
      expect(faultsOf(done)).toEqual([]);
      const there = idsIn(parsed);
      expect(
        allPanes(done)
          .map(({ id }) => id)
          .sort(),
      ).toEqual([...new Set(there)].sort());
      expect(lost).toBe(there.length - new Set(there).size + gapsIn(parsed));
      expect(mended(done)).toEqual({ layout: done, lost: 0 });
    });
  });

  it('goes on with what was mended', async () => {
    await eachSeed(60, (random) => {
      const parsed = storedLayoutSchema().safeParse(brokenLayout(random)).data;
      if (!parsed) return;
      let now = frozen(mended(parsed).layout);
      for (const { id } of now.closed) {
        if (now.windows.length === 0) return;
        now = frozen(apply(now, now.windows[0]!.id, { op: 'reopen', item: id }));
        expect(faultsOf(now)).toEqual([]);
      }
    });
  });
});

/** A layout as random operations make it, with random damage. */
function brokenLayout(random: Random): unknown {
  const ops = new RandomOps(random);
  let now: Layout = layout(['a']);
  for (let at = 0; at < 80; at++) {
    const { asking, op } = ops.draw(now);
    try {
      now = apply(now, asking, op);
    } catch {
      continue; // refused: what that is like is tried elsewhere
    }
  }
  const broken = JSON.parse(JSON.stringify(now)) as object;
  for (let at = random.between(1, 12); at > 0; at--) damage(broken, random);
  return broken;
}

/** Puts something else in place of one value: another of its values, or what never belongs there. */
function damage(root: object, random: Random): void {
  const places = placesIn(root);
  if (places.length === 0) return;
  const { of, name } = random.pick(places);
  const other = random.pick(places);
  const junk = [null, -1, 0, 1e300, '', 'x'.repeat(200), [], {}, true, 0.5];
  of[name] = random.once(2) ? structuredClone(other.of[other.name]) : random.pick(junk);
  if (Array.isArray(of) && random.once(4)) of.splice(Number(name), 1);
}

interface Place {
  of: Record<string, unknown>;
  name: string;
}

function placesIn(of: unknown): Place[] {
  if (typeof of !== 'object' || of === null) return [];
  return Object.entries(of).flatMap(([name, value]) => [
    { of: of as Record<string, unknown>, name },
    ...placesIn(value),
  ]);
}

/** All panes that could be read in windows, doubles included. */
function idsIn({ windows }: StoredLayout): string[] {
  return windows.flatMap((window) =>
    (window?.tabs ?? []).flatMap((one) => leavesOf(one?.tree ?? null)),
  );
}

function leavesOf(of: StoredTree | null): string[] {
  if (!of) return [];
  return of.kind === 'pane' ? [of.id] : of.parts.flatMap((part) => leavesOf(part.tree));
}

/** How many windows, tabs and parts of tabs couldn't be read. */
function gapsIn({ windows }: StoredLayout): number {
  const count = (of: StoredTree | null): number => {
    if (!of) return 1;
    return of.kind === 'pane' ? 0 : of.parts.reduce((sum, part) => sum + count(part.tree), 0);
  };
  return windows.reduce((all, window) => {
    if (!window) return all + 1;
    return window.tabs.reduce((sum, one) => sum + count(one?.tree ?? null), all);
  }, 0);
}
