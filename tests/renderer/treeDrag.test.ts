/// <reference types="svelte" />
// Dragging in the tree, on a list that is played: rows of ten pixels, one below the other.
import { describe, expect, it } from 'vitest';
import type { Bridge } from '../../electron/ipc/contract.ts';
import { Hosts } from '../../renderer/state/hosts.svelte.ts';
import { OPENS_MS, TreeDrag } from '../../renderer/state/treeDrag.svelte.ts';
import type { Picked } from '../../renderer/lib/picked.ts';
import { kinds } from './kinds.ts';
import { folder, host } from './treeHosts.ts';

const FOLDERS = [folder('eu'), folder('inner', 'eu'), folder('lab')];
const HOSTS = [host('a', { folder: 'eu' }), host('b', { folder: 'eu' }), host('c')];
const ROW = 10;

function begin(folders = FOLDERS) {
  const bridge = { call: () => Promise.resolve(), on: () => undefined } as unknown as Bridge;
  const hosts = new Hosts(bridge, kinds, HOSTS);
  hosts.folders = () => folders;
  const { tree } = hosts;
  const dropped: [string[], string | null][] = [];
  const waiting = new Map<() => void, number>();
  let scrolled = 0;
  const names = (picked: Picked) => [...picked.folders, ...picked.hosts].map(({ id }) => id);
  const drag = new TreeDrag({
    tree,
    rowAt: ({ x, y }) => (x < 0 ? -1 : Math.min(tree.rows.length, Math.floor(y / ROW))),
    pull: ({ y }) => (y >= 1_000 ? 5 : 0),
    scroll: (by) => (scrolled += by),
    drop: (picked, to) => dropped.push([names(picked), to]),
    later: (ms, run) => {
      waiting.set(run, ms);
      return () => void waiting.delete(run);
    },
  });
  const middle = (key: string) => ({ x: 5, y: tree.placeOf(key) * ROW + 5 });
  return {
    ...{ tree, drag, dropped, hosts },
    press: (key: string) => drag.pressed(tree.rows[tree.placeOf(key)]!, middle(key)),
    over: (key: string) => drag.moved(middle(key)),
    below: () => drag.moved({ x: 5, y: 999 }),
    atEdge: () => drag.moved({ x: 5, y: 1_000 }),
    outside: () => drag.moved({ x: -5, y: 5 }),
    scrolled: () => scrolled,
    /** What waits for so long is done. */
    pass: (ms: number) => {
      const due = [...waiting].filter(([, wait]) => wait <= ms);
      for (const [run] of due) {
        waiting.delete(run);
        run();
      }
    },
    waits: () => waiting.size,
  };
}

describe('a drag', () => {
  it('brings a host into the folder under it, or out of all', () => {
    const one = begin();
    one.press('host:c');
    expect(one.drag.moved({ x: 6, y: one.tree.placeOf('host:c') * ROW + 6 })).toBe(false);
    expect(one.over('folder:inner')).toBe(true);
    expect(one.drag.to).toBe('inner');
    expect(one.drag.released()).toBe(true);
    one.press('host:a');
    one.below();
    one.drag.released();
    one.press('host:a');
    one.over('section:folders');
    one.drag.released();
    expect(one.dropped).toEqual([
      [['c'], 'inner'],
      [['a'], null],
      [['a'], null],
    ]);
  });

  it('brings all that is chosen where one of them is dragged', () => {
    const one = begin();
    one.tree.go('host:a');
    one.tree.extend(one.tree.placeOf('host:b'));
    one.press('host:b');
    one.over('folder:lab');
    one.drag.released();
    expect(one.dropped).toEqual([[['a', 'b'], 'lab']]);
  });

  it('goes nowhere it is already, and no folder into itself', () => {
    const one = begin();
    for (const [from, to] of [
      ['host:a', 'host:b'],
      ['folder:eu', 'folder:inner'],
      ['folder:eu', 'folder:eu'],
      ['host:c', 'section:folders'],
    ] as const) {
      one.press(from);
      one.over(to);
      expect(one.drag.to).toBeUndefined();
      one.drag.released();
    }
    one.press('host:a');
    one.outside();
    one.drag.released();
    expect(one.dropped).toEqual([]);
  });

  it('is called off, and leaves nothing behind', () => {
    const one = begin();
    one.tree.fold('folder:eu', false);
    one.press('host:c');
    one.over('folder:eu');
    one.atEdge();
    one.drag.cancel();
    expect(one.waits()).toBe(0);
    expect(one.drag.released()).toBe(false);
    expect(one.dropped).toEqual([]);
  });

  it('opens the folder that it stays over', () => {
    const one = begin();
    one.tree.fold('folder:eu', false);
    one.press('host:c');
    one.over('folder:eu');
    one.pass(OPENS_MS - 1);
    expect(one.tree.isOpen('folder:eu')).toBe(false);
    one.over('folder:lab');
    one.pass(OPENS_MS);
    expect(one.tree.isOpen('folder:eu')).toBe(false);
    one.over('folder:eu');
    one.pass(OPENS_MS);
    expect(one.tree.isOpen('folder:eu')).toBe(true);
  });

  it('scrolls while it is at an edge', () => {
    const one = begin();
    one.press('host:c');
    one.atEdge();
    one.pass(100);
    one.pass(100);
    expect(one.scrolled()).toBe(10);
    one.over('folder:lab');
    one.pass(100);
    expect(one.scrolled()).toBe(10);
  });

  it('doesn’t begin where there is nowhere to go, nor on a heading', () => {
    const none = begin([]);
    none.press('host:c');
    expect(none.below()).toBe(false);
    const found = begin();
    found.hosts.search.typed = 'a';
    found.press('host:a');
    expect(found.below()).toBe(false);
    found.hosts.search.typed = '';
    found.drag.cancel();
    found.press('section:folders');
    expect(found.below()).toBe(false);
  });

  it('shows at the folder’s own row where it goes, or at the pointer where that isn’t seen', () => {
    const one = begin();
    one.press('host:c');
    one.over('host:b');
    const seen = (is: boolean) => one.tree.rows[one.drag.rowOfTarget(() => is)]?.key;
    expect([seen(true), seen(false)]).toEqual(['folder:eu', 'host:b']);
    one.over('host:c');
    expect(seen(true)).toBeUndefined();
  });
});
