// Where a point of the window is in a list of rows of one height that scrolls.
import type { Point } from '../../state/treeDrag.svelte.ts';

/** As `--row` has it. */
export const ROW = 28;
/** So near to the upper or lower edge, and a drag scrolls. */
const EDGE_PX = 24;
const SCROLLS_BY_PX = 14;

/** -1 outside of it, `count` below them all. */
export function rowAt(list: HTMLElement, count: number, { x, y }: Point): number {
  const box = list.getBoundingClientRect();
  if (x < box.left || x > box.right || y < box.top || y > box.bottom) return -1;
  return Math.min(count, Math.floor((y - box.top + list.scrollTop) / ROW));
}

/** Pixels to scroll by while a drag is there; 0 where it isn't at an edge, or there is no more. */
export function pullAt(list: HTMLElement, { x, y }: Point): number {
  const box = list.getBoundingClientRect();
  if (x < box.left || x > box.right) return 0;
  const end = list.scrollTop + list.clientHeight;
  if (y < box.top + EDGE_PX && list.scrollTop > 0) return -SCROLLS_BY_PX;
  return y > box.bottom - EDGE_PX && end < list.scrollHeight ? SCROLLS_BY_PX : 0;
}
