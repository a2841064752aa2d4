// Where the panes of a tree stand: rectangles in parts of the whole, the bars between them, and who
// is whose neighbour. No pixels: those are the window's.
import { axisOf, isBefore, type Axis, type PaneTree, type Side } from './layout.ts';

/** In parts of the tab's place: 0 to 1. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PlacedPane {
  id: string;
  rect: Rect;
}

/** The bar between two parts of a split, which moves their border. */
export interface Divider {
  split: string;
  /** It stands behind this part. */
  index: number;
  axis: Axis;
  /** Of the split. */
  rect: Rect;
  /** Where the bar is: a line without a thickness. */
  at: number;
}

const WHOLE: Rect = { x: 0, y: 0, width: 1, height: 1 };

export function placed(tree: PaneTree, rect: Rect = WHOLE): PlacedPane[] {
  if (tree.kind === 'pane') return [{ id: tree.id, rect }];
  const rects = partRects(tree.parts, tree.axis, rect);
  return tree.parts.flatMap((part, index) => placed(part.tree, rects[index]));
}

export function dividersOf(tree: PaneTree, rect: Rect = WHOLE): Divider[] {
  if (tree.kind === 'pane') return [];
  const rects = partRects(tree.parts, tree.axis, rect);
  const own = rects.slice(1).map((next, index) => ({
    split: tree.id,
    index,
    axis: tree.axis,
    rect,
    at: tree.axis === 'across' ? next.x : next.y,
  }));
  return [...own, ...tree.parts.flatMap((part, index) => dividersOf(part.tree, rects[index]))];
}

function partRects(parts: readonly { share: number }[], axis: Axis, rect: Rect): Rect[] {
  let before = 0;
  return parts.map(({ share }) => {
    const [start, length] = [before, share];
    before += share;
    return axis === 'across'
      ? { ...rect, x: rect.x + start * rect.width, width: length * rect.width }
      : { ...rect, y: rect.y + start * rect.height, height: length * rect.height };
  });
}

/** So near, and two borders are one. */
const NEAR = 1e-6;

/**
 * The pane that one comes to from `pane` in a direction: of those that border on it the one in which
 * one was last (`recent`, the latest first), else the one most opposite; null at the edge.
 */
export function towards(
  tree: PaneTree,
  pane: string,
  side: Side,
  recent: readonly string[] = [],
): string | null {
  const all = placed(tree);
  const from = all.find(({ id }) => id === pane)?.rect;
  if (!from) return null;
  const beside = all.filter(({ rect }) => touches(from, rect, side));
  const last = recent.find((one) => beside.some(({ id }) => id === one));
  return last ?? mostOpposite(from, beside, side);
}

/** Of equally many the first. */
function mostOpposite(from: Rect, beside: readonly PlacedPane[], side: Side): string | null {
  const lengths = beside.map(({ rect }) => overlap(from, rect, side));
  const most = Math.max(...lengths) - NEAR;
  return beside.find((_, index) => lengths[index]! >= most)?.id ?? null;
}

function touches(from: Rect, other: Rect, side: Side): boolean {
  const [start, end] = span(from, axisOf(side));
  const [otherStart, otherEnd] = span(other, axisOf(side));
  const gap = isBefore(side) ? start - otherEnd : otherStart - end;
  return Math.abs(gap) < NEAR && overlap(from, other, side) > NEAR;
}

/** How much of their borders two panes have in common. */
function overlap(from: Rect, other: Rect, side: Side): number {
  const along = axisOf(side) === 'across' ? 'down' : 'across';
  const [start, end] = span(from, along);
  const [otherStart, otherEnd] = span(other, along);
  return Math.min(end, otherEnd) - Math.max(start, otherStart);
}

function span({ x, y, width, height }: Rect, axis: Axis): [start: number, end: number] {
  return axis === 'across' ? [x, x + width] : [y, y + height];
}
