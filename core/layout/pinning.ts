// Pinned tabs stand before the others in their window, whatever is done with either.
import { withTab, withWindow } from './change.ts';
import { windowOfTab } from './find.ts';
import type { Layout, Tab } from './layout.ts';
import { pinnedFirst } from './order.ts';

/** Pinned, it is the last of those that are; unpinned, the first of the others. */
export function withPin(layout: Layout, tab: string, on: boolean): Layout {
  const { id } = windowOfTab(layout, tab);
  const isPinned = (one: Tab): boolean => one.id === tab && (one.pinned ?? false) === on;
  if (layout.windows.some(({ tabs }) => tabs.some(isPinned))) return layout;
  return withWindow(withTab(layout, tab, { pinned: on }), id, (window) => ({
    ...window,
    tabs: pinnedFirst(window.tabs),
  }));
}
