// Where panes and bars stand: nothing overlaps, nothing is left over, and ways lead back.
import { describe, expect, it } from 'vitest';
import { allTabs } from '../../../core/layout/find.ts';
import { dividersOf, placed, towards } from '../../../core/layout/geometry.ts';
import type { Rect } from '../../../core/layout/geometry.ts';
import { apply } from '../../../core/layout/apply.ts';
import type { Layout, PaneTree, Side } from '../../../core/layout/layout.ts';
import { eachSeed, type Random } from '../../support/random.ts';
import { layout, tree } from './layouts.ts';
import { RandomOps } from './randomOps.ts';

const BACK = { left: 'right', right: 'left', up: 'down', down: 'up' } as const;
const SIDES: readonly Side[] = ['left', 'right', 'up', 'down'];

function rect(x: number, y: number, width: number, height: number): Rect {
  return { x, y, width, height };
}

/** The rectangles of panes, by their names. */
function rectsOf(of: PaneTree, within?: Rect): Record<string, Rect> {
  return Object.fromEntries(placed(of, within).map((one) => [one.id, one.rect]));
}

/** Trees as random operations make them. */
function trees(random: Random): PaneTree[] {
  const ops = new RandomOps(random);
  let now: Layout = layout(['a']);
  for (let at = 0; at < 200; at++) {
    const { asking, op } = ops.draw(now);
    if (op.op === 'close-window') continue;
    try {
      now = apply(now, asking, op);
    } catch {
      continue; // refused: what that is like is tried elsewhere
    }
  }
  return allTabs(now).map((tab) => tab.tree);
}

describe('placed', () => {
  it('gives each pane its share', () => {
    expect(rectsOf(tree('25a|75(b/c)'))).toEqual({
      a: rect(0, 0, 0.25, 1),
      b: rect(0.25, 0, 0.75, 0.5),
      c: rect(0.25, 0.5, 0.75, 0.5),
    });
  });

  it('stays within a rectangle that it is given', () => {
    expect(rectsOf(tree('a|b'), rect(10, 20, 100, 50))).toEqual({
      a: rect(10, 20, 50, 50),
      b: rect(60, 20, 50, 50),
    });
  });

  it('covers the whole once, by seed', async () => {
    await eachSeed(30, (random) => {
      for (const one of trees(random)) {
        const rects = placed(one).map((pane) => pane.rect);
        const area = rects.reduce((sum, { width, height }) => sum + width * height, 0);
        expect(area).toBeCloseTo(1, 9);
        expect(rects.every((first) => rects.every((other) => apart(first, other)))).toBe(true);
      }
    });
  });
});

function apart(one: Rect, other: Rect): boolean {
  const wide = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const high = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return one === other || wide < 1e-9 || high < 1e-9;
}

describe('dividersOf', () => {
  it('has a bar behind each part but the last, in the place of its split', () => {
    const whole = rect(0, 0, 1, 1);
    const right = rect(0.25, 0, 0.75, 1);
    expect(dividersOf(tree('25a|75(b/c/(d|e))'))).toEqual([
      { split: 's-abcde', index: 0, axis: 'across', rect: whole, at: 0.25 },
      { split: 's-bcde', index: 0, axis: 'down', rect: right, at: expect.closeTo(1 / 3, 9) },
      { split: 's-bcde', index: 1, axis: 'down', rect: right, at: expect.closeTo(2 / 3, 9) },
      expect.objectContaining({ split: 's-de', index: 0, axis: 'across', at: 0.625 }),
    ]);
  });

  it('has none for a pane alone', () => {
    expect(dividersOf(tree('a'))).toEqual([]);
  });

  it('has one less than panes, and none through a pane, by seed', async () => {
    await eachSeed(30, (random) => {
      for (const one of trees(random)) {
        const [bars, panes] = [dividersOf(one), placed(one)];
        expect(bars).toHaveLength(panes.length - 1);
        const cut = bars.some(({ axis, rect: of, at }) =>
          panes.some((pane) => within(pane.rect, of) && crosses(pane.rect, axis, at)),
        );
        expect(cut).toBe(false);
      }
    });
  });
});

function within(pane: Rect, of: Rect): boolean {
  const right = pane.x + pane.width <= of.x + of.width + 1e-9;
  const bottom = pane.y + pane.height <= of.y + of.height + 1e-9;
  return pane.x >= of.x - 1e-9 && pane.y >= of.y - 1e-9 && right && bottom;
}

function crosses({ x, y, width, height }: Rect, axis: 'across' | 'down', at: number): boolean {
  const [start, length] = axis === 'across' ? [x, width] : [y, height];
  return at > start + 1e-9 && at < start + length - 1e-9;
}

describe('towards', () => {
  const cross = tree('30a|70(20b/80(c|d))');

  it.each([
    ['a', 'right', 'c'],
    ['b', 'left', 'a'],
    ['b', 'down', 'c'],
    ['c', 'right', 'd'],
    ['c', 'left', 'a'],
    ['d', 'up', 'b'],
    ['d', 'left', 'c'],
    ['a', 'left', null],
    ['a', 'up', null],
    ['d', 'right', null],
    ['d', 'down', null],
    ['gone', 'left', null],
  ] as const)('leads from %s to the %s to %s', (from, side, to) => {
    expect(towards(cross, from, side)).toBe(to);
  });

  it('leads to where one was last, of those that border on it', () => {
    expect(towards(cross, 'a', 'right', ['d', 'b', 'c'])).toBe('b');
    expect(towards(cross, 'b', 'down', ['a', 'd', 'c'])).toBe('d');
    expect(towards(cross, 'a', 'left', ['b', 'c'])).toBe(null);
  });

  it('doesn’t take a corner for a border', () => {
    expect(towards(tree('(a/b)|(c/d)'), 'a', 'right')).toBe('c');
    expect(towards(tree('(a/b)|(c/d)'), 'b', 'right', ['c'])).toBe('d');
  });

  it('prefers the first of equally long borders, whatever adding up leaves', () => {
    expect(towards(tree('a|(b/c/d)'), 'a', 'right')).toBe('b');
    expect(towards(tree('a/(b|c|d|e|f|g|h)'), 'a', 'down')).toBe('b');
  });

  it('leads somewhere exactly where the edge isn’t, and back where one came from, by seed', async () => {
    await eachSeed(30, (random) => {
      for (const one of trees(random)) {
        for (const { id, rect: of } of placed(one)) {
          for (const side of SIDES) {
            const to = towards(one, id, side);
            expect(to === null).toBe(isAtEdge(of, side));
            if (to !== null) expect(towards(one, to, BACK[side], [id])).toBe(id);
          }
        }
      }
    });
  });
});

function isAtEdge({ x, y, width, height }: Rect, side: Side): boolean {
  const far = { left: x, right: 1 - x - width, up: y, down: 1 - y - height };
  return far[side] < 1e-9;
}
