// The order of tabs as plain list arithmetic: moving one, where a dragged one would land,
// and which one is shown after another closes.

/** A copy with the item at `from` moved to stand at index `to`; out of range changes nothing. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const copy = [...items];
  if (from < 0 || from >= copy.length || to < 0 || to >= copy.length) return copy;
  copy.splice(to, 0, ...copy.splice(from, 1));
  return copy;
}

/** Shells in the order of the ids given; those that are not among them stand at the end. */
export function arranged<T extends { shellId: string }>(
  shells: readonly T[],
  order: readonly string[],
): T[] {
  const place = ({ shellId }: T) => (order.includes(shellId) ? order.indexOf(shellId) : Infinity);
  return [...shells].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

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

/** The tab to show once the one at `index` closes: its right neighbour, else its left, else none. */
export function neighbour<T>(items: readonly T[], index: number): T | null {
  return items[index + 1] ?? items[index - 1] ?? null;
}

/** The index `step` tabs further, round the ends. */
export function around(length: number, index: number, step: number): number {
  return length === 0 ? -1 : (index + step + length) % length;
}
