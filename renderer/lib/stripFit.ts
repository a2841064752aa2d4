// Which tabs of a strip fit, in pixels: they shrink first, then the rest go behind a button. The one
// that is shown always has its place.

/** The measures of components/tabs/TabItem.svelte. */
export const TAB = { least: 104, most: 176, active: 232, pinned: 40 } as const;
/** The button for the rest. */
export const MORE = 112;

export interface StripTabs {
  /** The first so many are pinned. */
  pinned: number;
  count: number;
  /** Index of the shown one; -1 for none. */
  active: number;
}

export interface Fit {
  /** Indexes of the tabs that have a place, in their order. */
  shown: readonly number[];
  hidden: readonly number[];
}

/** @param width what tabs and the button for the rest have together, in CSS pixels */
export function fitting({ pinned, count, active }: StripTabs, width: number): Fit {
  const all = Array.from({ length: count }, (_, index) => index);
  const least = (index: number): number => {
    if (index < pinned) return TAB.pinned;
    return index === active ? TAB.active : TAB.least;
  };
  if (sum(all.map(least)) <= width) return { shown: all, hidden: [] };
  // The shown one may get less than it wants, but is never left out.
  let room = width - MORE - (active >= 0 ? least(active) : 0);
  const shown = new Set(active >= 0 ? [active] : []);
  for (const index of all) {
    if (shown.has(index)) continue;
    room -= least(index);
    if (room < 0) break;
    shown.add(index);
  }
  return {
    shown: all.filter((index) => shown.has(index)),
    hidden: all.filter((index) => !shown.has(index)),
  };
}

/** In a narrow window the shown one stands for all. */
export function onlyActive({ count, active }: StripTabs): Fit {
  const all = Array.from({ length: count }, (_, index) => index);
  return { shown: active < 0 ? [] : [active], hidden: all.filter((index) => index !== active) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
