// Numbers of tabs of one name: once given they stay, whatever happens to other tabs.
import { describe, expect, it } from 'vitest';
import { apply } from '../../../core/layout/apply.ts';
import { allTabs, panesIn } from '../../../core/layout/find.ts';
import { NO_LAYOUT, type Layout, type Tab } from '../../../core/layout/layout.ts';
import type { LayoutOp } from '../../../core/layout/layoutOp.ts';
import { mended } from '../../../core/layout/mended.ts';
import { numbered, numberOf } from '../../../core/layout/numbering.ts';
import { storedLayoutSchema } from '../../../core/layout/schemas.ts';
import { eachSeed } from '../../support/random.ts';
import { layout, pane, tab } from './layouts.ts';
import { RandomOps } from './randomOps.ts';

const numbers = (of: Layout): Record<string, number> =>
  Object.fromEntries(allTabs(of).map((one) => [one.id, numberOf(one)]));
const all = (from: Layout, ...ops: LayoutOp[]): Layout =>
  ops.reduce((now, op) => apply(now, 'w0', op), from);
const open = (id: string, host = 'host'): LayoutOp => ({
  ...{ op: 'open', tab: id, pane: pane(`${id}-pane`, host), index: 0 },
});
const close = (id: string): LayoutOp => ({ op: 'close', panes: [`${id}-pane`], item: `i-${id}` });

const three = all(layout([]), open('a'), open('b'), open('c'), open('other', 'db'));

describe('numbers of tabs', () => {
  it('are given to those of one host, in the order of their coming', () => {
    expect(numbers(three)).toEqual({ a: 1, b: 2, c: 3, other: 1 });
  });

  it('stay when another one is closed, and a new one gets what is free', () => {
    const two = all(three, close('a'));
    expect(numbers(two)).toEqual({ b: 2, c: 3, other: 1 });
    expect(numbers(all(two, open('d')))).toEqual({ d: 1, b: 2, c: 3, other: 1 });
    expect(numbers(all(three, close('b'), open('d')))).toMatchObject({ a: 1, d: 2, c: 3 });
  });

  it('stay when a closed one comes back, unless its own was given away', () => {
    const back: LayoutOp = { op: 'reopen', item: 'i-b' };
    expect(numbers(all(three, close('b'), back))).toEqual(numbers(three));
    expect(numbers(all(three, close('b'), open('d'), back))).toMatchObject({ d: 2, b: 4 });
  });

  it('stay in another window, and over a restart', () => {
    const away = all(three, { op: 'move-tab', tab: 'b', to: { window: 'w9', index: 0 } });
    expect(numbers(away)).toEqual(numbers(three));
    const file: unknown = JSON.parse(JSON.stringify(all(away, close('a'))));
    const { layout: read, lost } = mended(storedLayoutSchema().parse(file));
    expect([numbers(numbered(read, NO_LAYOUT)), lost]).toEqual([{ b: 2, c: 3, other: 1 }, 0]);
  });

  it('are given to tabs of a file that has none', () => {
    const file = layout(['a', 'b'], [tab('c', { title: 'c' })]);
    expect(numbers(numbered(file, NO_LAYOUT))).toEqual({ 't-a': 1, 't-b': 2, 't-c': 1 });
  });

  it('are those of the name that the user gave, as long as a tab has it', () => {
    const name = (id: string, title: string | null): LayoutOp => ({ op: 'rename', tab: id, title });
    const named = all(three, name('b', 'build'), name('c', 'build'));
    expect(numbers(named)).toMatchObject({ b: 1, c: 2 });
    expect(numbers(all(named, name('c', null)))).toMatchObject({ b: 1, c: 3 });
  });

  it('stay while the keyboard goes to a pane on another host and back', () => {
    const to = { beside: 'b-pane', side: 'right', split: 's' } as const;
    const split = all(three, { op: 'split', pane: pane('x', 'db'), to });
    expect(numbers(split)).toMatchObject({ b: 2, other: 1 });
    const back = all(split, open('d'), { op: 'focus', pane: 'b-pane' });
    expect(numbers(back)).toMatchObject({ a: 1, b: 2, c: 3, d: 4 });
  });

  it('leave a layout the same object where all have theirs', () => {
    expect(numbered(three, three)).toBe(three);
  });
});

describe('by seed', () => {
  it('no two tabs of one name have the same, and whoever keeps its name keeps its number', async () => {
    await eachSeed(25, (random) => {
      const ops = new RandomOps(random);
      let now = layout(['a']);
      for (let step = 0; step < 300; step++) {
        const { asking, op } = ops.draw(now);
        const before = now;
        try {
          now = apply(before, asking, op);
        } catch {
          continue;
        }
        const names = allTabs(now).map((one) => `${nameOf(one)} ${numberOf(one)}`);
        expect(names).toEqual([...new Set(names)]);
        for (const one of allTabs(before)) {
          const after = allTabs(now).find(({ id }) => id === one.id);
          if (after && nameOf(after) === nameOf(one)) expect(numberOf(after)).toBe(numberOf(one));
        }
      }
    });
  });
});

/** A tab's own name, or the host of its shell, or that it shows the settings. */
function nameOf({ title, tree, focus }: Tab): string {
  if (title !== null) return `name ${title}`;
  const { content } = panesIn(tree).find(({ id }) => id === focus)!;
  return content.kind === 'shell' ? `host ${content.hostId}` : content.kind;
}
