// Moving borders between panes: by the pointer, by arrows, and what a border says of itself.
import { describe, expect, it } from 'vitest';
import type { Pane, PaneTree } from '../../core/layout/layout.ts';
import {
  borderBeside,
  evened,
  keyedBorder,
  leastShare,
  lengthOf,
  movedBorder,
  rangeOf,
} from '../../renderer/lib/borders.ts';

const near = (shares: readonly number[] | null) => shares?.map((share) => +share.toFixed(4));
const pane = (id: string): Pane => ({
  ...{ kind: 'pane', id, content: { kind: 'shell', hostId: 'h' } },
});

describe('a border', () => {
  it('takes from one neighbour what it gives the other, and leaves the rest alone', () => {
    expect(near(movedBorder([0.2, 0.3, 0.5], 0, 0.1))).toEqual([0.3, 0.2, 0.5]);
    expect(near(movedBorder([0.2, 0.3, 0.5], 1, -0.05))).toEqual([0.2, 0.25, 0.55]);
  });

  it('stops where a neighbour has the least', () => {
    expect(near(movedBorder([0.5, 0.5], 0, 9, 0.1))).toEqual([0.9, 0.1]);
    expect(near(movedBorder([0.5, 0.5], 0, -9, 0.1))).toEqual([0.1, 0.9]);
  });

  it('takes nothing from who has less than that already, and may give to them', () => {
    expect(near(movedBorder([0.05, 0.95], 0, -0.01, 0.1))).toEqual([0.05, 0.95]);
    expect(near(movedBorder([0.05, 0.95], 0, 0.1, 0.1))).toEqual([0.15, 0.85]);
  });

  it('keeps the sum, wherever it is taken', () => {
    let shares = [0.25, 0.25, 0.25, 0.25];
    for (let step = 0; step < 300; step++) {
      shares = movedBorder(shares, step % 3, Math.sin(step * 7) / 3);
      expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 9);
      expect(Math.min(...shares)).toBeGreaterThan(0.0199);
    }
  });

  it('evens out its two neighbours alone', () => {
    expect(near(evened([0.5, 0.1, 0.4], 0))).toEqual([0.3, 0.3, 0.4]);
  });

  it('leaves each pane as many pixels as it takes to see it', () => {
    expect(leastShare('across', 800)).toBe(0.1);
    expect(leastShare('down', 1e6)).toBe(0.02);
    expect(leastShare('down', 0)).toBe(0.02);
    const rect = { x: 0, y: 0, width: 0.5, height: 0.25 };
    expect(lengthOf('across', rect, { width: 1000, height: 800 })).toBe(500);
    expect(lengthOf('down', rect, { width: 1000, height: 800 })).toBe(200);
  });
});

describe('the border that an arrow means', () => {
  // a | b over c | d
  const tree: PaneTree = {
    ...{ kind: 'split', id: 'row', axis: 'across' },
    parts: [
      { share: 0.4, tree: pane('a') },
      {
        share: 0.3,
        tree: {
          ...{ kind: 'split', id: 'column', axis: 'down' },
          parts: [
            { share: 0.5, tree: pane('b') },
            { share: 0.5, tree: pane('c') },
          ],
        },
      },
      { share: 0.3, tree: pane('d') },
    ],
  };

  it.each([
    ['a', 'right', 'row', 0, 1],
    ['a', 'left', 'row', 0, -1],
    ['b', 'right', 'row', 1, 1],
    ['d', 'left', 'row', 1, -1],
    ['b', 'down', 'column', 0, 1],
    ['c', 'up', 'column', 0, -1],
  ] as const)('from %s to the %s: behind part of %s, %i', (from, side, split, index, sign) => {
    expect(borderBeside(tree, from, side)).toMatchObject({ split: { id: split }, index, sign });
  });

  it('is none where nothing stands along that axis', () => {
    expect(borderBeside(tree, 'a', 'up')).toBeNull();
    expect(borderBeside(pane('a'), 'a', 'left')).toBeNull();
  });
});

describe('a focused border', () => {
  const key = (name: string, axis: 'across' | 'down' = 'across') =>
    near(keyedBorder(name, axis, [0.5, 0.25, 0.25], 0, 0.05));

  it('moves by the arrows of its axis', () => {
    expect(key('ArrowRight')).toEqual([0.525, 0.225, 0.25]);
    expect(key('ArrowLeft')).toEqual([0.475, 0.275, 0.25]);
    expect(key('ArrowDown', 'down')).toEqual([0.525, 0.225, 0.25]);
    expect(key('ArrowUp')).toBeUndefined();
    expect(key('ArrowRight', 'down')).toBeUndefined();
  });

  it('goes to an end by Home and End, further by Page, evens out by Enter', () => {
    expect(key('Home')).toEqual([0.05, 0.7, 0.25]);
    expect(key('End')).toEqual([0.7, 0.05, 0.25]);
    expect(key('PageDown')).toEqual([0.6, 0.15, 0.25]);
    expect(key('Enter')).toEqual([0.375, 0.375, 0.25]);
    expect(key('x')).toBeUndefined();
  });

  it('says where it stands between its neighbours, in per cent', () => {
    expect(rangeOf([0.5, 0.25, 0.25], 0, 0.05)).toEqual({ now: 67, min: 7, max: 93 });
    expect(rangeOf([0.01, 0.99], 0, 0.05)).toEqual({ now: 1, min: 1, max: 95 });
  });
});
