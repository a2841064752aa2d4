// The order of tabs as plain list arithmetic: where a dragged one would land, and which one is some
// steps further.

/** One tab's left and right edge, in the same pixels as the pointer. */
export interface Edges {
  left: number;
  right: number;
}

/** The gap (0 = before the first tab) nearest to a pointer at `x`. */
export function gapAt(tabs: readonly Edges[], x: number): number {
  const index = tabs.findIndex((tab) => x < (tab.left + tab.right) / 2);
  return index === -1 ? tabs.length : index;
}

/** The index a tab gets when it is dropped into a gap; itself when it lands where it was. */
export function indexAfterDrop(from: number, gap: number): number {
  return gap > from ? gap - 1 : gap;
}

/** The index `step` tabs further, round the ends. */
export function around(length: number, index: number, step: number): number {
  return length === 0 ? -1 : (index + step + length) % length;
}
