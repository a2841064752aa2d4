// Moving the borders between panes: what the parts of a split share after a step or a drag, which
// border an arrow key means, and what a border says of itself to who can't see it.
import { hasPane } from '../../core/layout/find.ts';
import type { Rect } from '../../core/layout/geometry.ts';
import {
  axisOf,
  isBefore,
  LEAST_SHARE,
  type Axis,
  type PaneTree,
  type Side,
  type Split,
} from '../../core/layout/layout.ts';

/** A pane is never dragged smaller than this, its head included. */
const LEAST_PX = { across: 80, down: 56 } as const;
/** What an arrow moves of a split's length, and what PageUp and PageDown do. */
const STEP = 0.025;
const PAGE = 0.1;

/**
 * Shares after the border behind part `index` moved by `by` of the split's length. Its two neighbours
 * keep what they have together, and neither gets less than `least`, unless it had less already.
 */
export function movedBorder(
  shares: readonly number[],
  index: number,
  by: number,
  least = LEAST_SHARE,
): number[] {
  const [before, after] = [shares[index]!, shares[index + 1]!];
  const most = Math.max(0, after - least);
  const back = Math.max(0, before - least);
  const moved = Math.min(most, Math.max(-back, by));
  return shares.map((share, at) => {
    if (at === index) return before + moved;
    return at === index + 1 ? after - moved : share;
  });
}

/** Its two neighbours become equally large. */
export function evened(shares: readonly number[], index: number): number[] {
  const half = (shares[index]! + shares[index + 1]!) / 2;
  return shares.map((share, at) => (at === index || at === index + 1 ? half : share));
}

/** The least share that a pane of a split may get, so that it stays to be seen and taken hold of. */
export function leastShare(axis: Axis, lengthPx: number): number {
  return lengthPx > 0 ? Math.max(LEAST_SHARE, LEAST_PX[axis] / lengthPx) : LEAST_SHARE;
}

/** How long a split is along its axis, of all the place that the panes have. */
export function lengthOf(axis: Axis, rect: Rect, place: { width: number; height: number }): number {
  return axis === 'across' ? rect.width * place.width : rect.height * place.height;
}

export interface Border {
  split: Split;
  /** It stands behind this part. */
  index: number;
  /** Where an arrow takes it: 1 is on, -1 back. */
  sign: 1 | -1;
}

/**
 * The border that an arrow key moves for a pane: the one behind it, or at the end of a row the one
 * before it; of the innermost split along that axis. Null where there is none.
 */
export function borderBeside(tree: PaneTree, pane: string, side: Side): Border | null {
  if (tree.kind === 'pane') return null;
  const at = tree.parts.findIndex((part) => hasPane(part.tree, pane));
  if (at === -1) return null;
  const inner = borderBeside(tree.parts[at]!.tree, pane, side);
  if (inner || tree.axis !== axisOf(side)) return inner;
  return {
    split: tree,
    index: Math.min(at, tree.parts.length - 2),
    sign: isBefore(side) ? -1 : 1,
  };
}

/** Where a border may be taken, in per cent of its two neighbours' room. */
export interface BorderRange {
  now: number;
  min: number;
  max: number;
}

export function rangeOf(shares: readonly number[], index: number, least: number): BorderRange {
  const both = shares[index]! + shares[index + 1]!;
  const percent = (share: number) => Math.round((share / both) * 100);
  const min = Math.min(percent(least), 50);
  const now = percent(shares[index]!);
  return { now, min: Math.min(min, now), max: Math.max(100 - min, now) };
}

/** What a key does to a focused border; null for keys that it leaves to others. */
export function keyedBorder(
  key: string,
  axis: Axis,
  shares: readonly number[],
  index: number,
  least: number,
): number[] | null {
  const back = axis === 'across' ? 'ArrowLeft' : 'ArrowUp';
  const on = axis === 'across' ? 'ArrowRight' : 'ArrowDown';
  const steps: Record<string, number> = {
    ...{ [back]: -STEP, [on]: STEP, PageUp: -PAGE, PageDown: PAGE, Home: -1, End: 1 },
  };
  if (key === 'Enter') return evened(shares, index);
  const by = steps[key];
  return by === undefined ? null : movedBorder(shares, index, by, least);
}
