// The order of a window's tabs: pinned ones first, and within both kinds as they came.
import type { Tab } from './layout.ts';

/** The very list where it is in order already. */
export function pinnedFirst<T extends Pick<Tab, 'pinned'>>(tabs: T[]): T[] {
  const isInOrder = tabs.every((tab, at) => !tab.pinned || at === 0 || tabs[at - 1]!.pinned);
  if (isInOrder) return tabs;
  return [...tabs.filter(({ pinned }) => pinned), ...tabs.filter(({ pinned }) => !pinned)];
}
