// The searchable list of a window's tabs: what is found by what was typed, in which order, and which
// of its rows are on the page.

export interface ListedTab {
  id: string;
  title: string;
}

/** The height of a row, in CSS pixels. */
export const ROW_PX = 28;
/** Rows more than are seen, above and below. */
const SPARE = 4;

/** Tabs in whose titles all typed words occur; those without a place in the strip first. */
export function listed<T extends ListedTab>(
  tabs: readonly T[],
  isHidden: (tab: T) => boolean,
  typed: string,
): T[] {
  const words = typed.trim().toLocaleLowerCase().split(/\s+/);
  const found = tabs.filter(({ title }) => {
    const text = title.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
  return [...found.filter(isHidden), ...found.filter((tab) => !isHidden(tab))];
}

/** From the first to before the last row that is to be on the page. */
export function rowsOnPage(count: number, scrollTop: number, height: number): [number, number] {
  const first = Math.max(0, Math.floor(scrollTop / ROW_PX) - SPARE);
  return [
    Math.min(first, count),
    Math.min(count, Math.ceil((scrollTop + height) / ROW_PX) + SPARE),
  ];
}

/** Where the list has to be scrolled to for a row to be seen; where it is, if it is seen already. */
export function scrolledTo(row: number, scrollTop: number, height: number): number {
  const top = row * ROW_PX;
  return Math.max(0, Math.min(top, Math.max(scrollTop, top + ROW_PX - height)));
}
