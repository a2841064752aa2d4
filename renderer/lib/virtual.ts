// Which rows of a long list are on the page: all are equally high, so that no list is too long to be
// scrolled. Plain arithmetic; the element that scrolls belongs to who draws.

/** Rows that are drawn beyond either edge, so that scrolling shows no gap. */
const BEYOND = 8;

/** The place that scrolls, and what is in it; in pixels, but for `count`. */
export interface Scrolled {
  top: number;
  height: number;
  /** The height of a row. */
  row: number;
  /** All rows there are. */
  count: number;
}

/**
 * The indices to draw, in order. The one that the keyboard is on stays, wherever the pointer has
 * scrolled to: an element that has the focus must not go.
 * @param current -1 for none
 */
export function drawnRows({ top, height, row, count }: Scrolled, current: number): number[] {
  const first = Math.max(0, Math.min(count, Math.floor(top / row)) - BEYOND);
  const end = Math.min(count, Math.ceil((top + height) / row) + BEYOND);
  const rows = Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
  if (current < 0 || current >= count) return rows;
  if (current < first) return [current, ...rows];
  return current >= end ? [...rows, current] : rows;
}

/** Where to scroll to, so that a row is seen whole: as little as possible. */
export function scrolledTo(index: number, { top, height, row }: Scrolled): number {
  const [start, end] = [index * row, (index + 1) * row];
  if (start < top) return start;
  return end > top + height ? end - height : top;
}

/** Rows that a page key goes on by: one of those that were seen is seen still. */
export function rowsOfPage({ height, row }: Scrolled): number {
  return Math.max(1, Math.floor(height / row) - 1);
}

/**
 * Which element on the page shows which row. An element is used again for whatever row comes to its
 * place, as one made for each row that scrolls past is rubbish to be collected by the ten thousand. The
 * row that the keyboard is on keeps its element, and none is ever moved among the others: either would
 * take the focus away.
 */
export class RowElements {
  #made = 0;
  #shown: readonly string[] = [];
  #elements: readonly number[] = [];

  /**
   * The element of each row, in their order.
   * @param ids what is drawn now
   * @param kept which of them keeps its element; one that has none gets a new one, as do all others then
   * @param isHeld the keyboard is on one of them; else that is used as any other
   */
  of(ids: readonly string[], kept: number, isHeld = true): readonly number[] {
    const was = isHeld ? this.#shown.indexOf(ids[kept] ?? '') : kept;
    const used = isHeld && was === -1 ? [] : this.#elements;
    this.#elements = ids.map((_, at) => used[was + at - kept] ?? this.#made++);
    this.#shown = ids;
    return this.#elements;
  }
}
