// Whatever windows do with the arrangement, in whichever order: it stays sound, no pane is lost or
// there twice, and everybody who carries out the same comes to the same.
import { describe, expect, it } from 'vitest';
import { apply } from '../../../core/layout/apply.ts';
import { faultsOf } from '../../../core/layout/faults.ts';
import { allPanes, allTabs, panesIn, splitsIn } from '../../../core/layout/find.ts';
import { CLOSED_LIMIT, type Layout } from '../../../core/layout/layout.ts';
import { LayoutError } from '../../../core/layout/layoutError.ts';
import type { LayoutOp } from '../../../core/layout/layoutOp.ts';
import { mended } from '../../../core/layout/mended.ts';
import { layoutOpSchema, storedLayoutSchema } from '../../../core/layout/schemas.ts';
import { leastOf } from '../../../core/layout/shares.ts';
import { eachSeed } from '../../support/random.ts';
import { frozen, layout, picture } from './layouts.ts';
import { RandomOps } from './randomOps.ts';

describe('by seed', () => {
  it('stays sound, and loses and doubles nothing', async () => {
    await eachSeed(25, (random) => {
      const ops = new RandomOps(random);
      const panes = new Panes();
      run(600, ops, (before, after, op) => {
        panes.follow(before, op);
        const there = [faultsOf(after), idsOf(after), closedIdsOf(after)];
        expect(there).toEqual([[], [...panes.open].sort(), panes.closedIds]);
      });
    });
  });

  it('keeps shares sound through 10,000 operations', async () => {
    await eachSeed(1, (random) => {
      let last: Layout = layout();
      run(10_000, new RandomOps(random), (_, after) => (last = after));
      expect(faultsOf(last)).toEqual([]);
    });
  });

  it('comes to the same in a window and in the main process', async () => {
    await eachSeed(10, (random) => {
      run(300, new RandomOps(random), (before, after, op, asking) => {
        const sent = layoutOpSchema().parse(JSON.parse(JSON.stringify(op)));
        const copy = JSON.parse(JSON.stringify(before)) as Layout;
        expect(apply(copy, asking, sent)).toEqual(after);
      });
    });
  });

  it('is the same object exactly where nothing changes', async () => {
    await eachSeed(10, (random) => {
      run(300, new RandomOps(random), (before, after) => {
        const isSame = JSON.stringify(before) === JSON.stringify(after);
        expect(after === before).toBe(isSame);
      });
    });
  });

  it('is read from a file as it was', async () => {
    await eachSeed(20, (random) => {
      run(100, new RandomOps(random), (_, after) => {
        const read = storedLayoutSchema().parse(JSON.parse(JSON.stringify(after)));
        expect(mended(read)).toEqual({ layout: after, lost: 0 });
      });
    });
  });

  it('has a closed pane, tab or window back exactly where it was, when nothing else is done', async () => {
    await eachSeed(40, (random) => {
      run(300, new RandomOps(random), (before, after, op, asking) => {
        if (op.op !== 'close' && op.op !== 'close-window') return;
        if (after === before || !canComeBack(before, after, op)) return;
        const back = apply(after, asking, { op: 'reopen', item: op.item });
        const exact = !hasLeast(after);
        expect(shapes(back, exact)).toEqual(shapes(before, exact));
      });
    });
  });
});

type Step = (before: Layout, after: Layout, op: LayoutOp, asking: string) => void;

/** Carries out so many, from a window with one pane. What is refused changes nothing. */
function run(count: number, ops: RandomOps, step: Step): void {
  let now = frozen(layout(['a']));
  for (let done = 0; done < count; done++) {
    if (now.windows.length === 0)
      now = frozen({ ...now, windows: [{ id: `v${done}`, tabs: [], active: null }] });
    const { asking, op } = ops.draw(now);
    const after = tried(now, asking, op);
    if (!after) continue;
    step(now, frozen(after), op, asking);
    now = after;
  }
}

function tried(now: Layout, asking: string, op: LayoutOp): Layout | null {
  try {
    return apply(now, asking, op);
  } catch (error) {
    if (error instanceof LayoutError) return null;
    throw error;
  }
}

/** Which panes there must be: a count of its own, by what was asked for. */
class Panes {
  readonly open = new Set(['a']);
  readonly #closed: { item: string; ids: string[] }[] = [];

  get closedIds(): string[] {
    return this.#closed.flatMap(({ ids }) => ids).sort();
  }

  follow(before: Layout, op: LayoutOp): void {
    if (op.op === 'open' || op.op === 'split') this.open.add(op.pane.id);
    if (op.op === 'close') this.#close(op.panes, op.item);
    if (op.op === 'close-window') {
      const window = before.windows.find(({ id }) => id === op.window)!;
      this.#close(
        window.tabs.flatMap(({ tree }) => panesIn(tree).map(({ id }) => id)),
        op.item,
      );
    }
    if (op.op === 'reopen') {
      const at = this.#closed.findIndex(({ item }) => item === op.item);
      for (const id of this.#closed.splice(at, 1)[0]!.ids) this.open.add(id);
    }
  }

  #close(panes: string[], item: string): void {
    const ids = [...new Set(panes)].filter((id) => this.open.delete(id));
    if (ids.length > 0) this.#closed.push({ item, ids });
    if (this.#closed.length > CLOSED_LIMIT) this.#closed.shift();
  }
}

/** Not what was scattered over a tab or over windows, or the last tab of a window that went with it. */
function canComeBack(before: Layout, after: Layout, op: LayoutOp): boolean {
  if (after.closed.at(-1) === before.closed.at(-1)) return false; // a window without tabs
  if (op.op === 'close-window') return true;
  if (op.op !== 'close') return false;
  const { tabs, window } = after.closed.at(-1)!;
  const stays = after.windows.some(({ id }) => id === window);
  const touched = before.windows.filter((one) =>
    one.tabs.some(({ tree }) => panesIn(tree).some(({ id }) => op.panes.includes(id))),
  );
  const areWhole = tabs.every(({ beside, tree }) => !beside || tree.kind === 'pane');
  return stays && touched.length === 1 && areWhole;
}

/** Trees with their shares, unless closing made one the least: what it was is gone then. */
function shapes({ windows }: Layout, withShares: boolean): unknown {
  const sorted = [...windows].sort((a, b) => (a.id < b.id ? -1 : 1));
  return sorted.map(({ id, tabs }) => ({
    id,
    tabs: tabs.map(({ id: tab, title, tree }) => {
      const drawn = withShares ? picture(tree) : picture(tree).replaceAll(/[\d.]+(?=[(a-z])/g, '');
      return { tab, title, drawn };
    }),
  }));
}

function hasLeast(of: Layout): boolean {
  const splits = allTabs(of).flatMap(({ tree }) => splitsIn(tree));
  return splits.some(({ parts }) =>
    parts.some(({ share }) => share < leastOf(parts.length) + 1e-9),
  );
}

function idsOf(of: Layout): string[] {
  return allPanes(of)
    .map(({ id }) => id)
    .sort();
}

function closedIdsOf({ closed }: Layout): string[] {
  return closed
    .flatMap(({ tabs }) => tabs.flatMap(({ tree }) => panesIn(tree).map(({ id }) => id)))
    .sort();
}
