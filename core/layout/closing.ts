// Closing so that it can be undone: what was closed in one go is remembered with where it was.
import { focused, withoutPanes } from './change.ts';
import { besideOf } from './beside.ts';
import { panesIn, windowOf } from './find.ts';
import { mustBeNewItem } from './ids.ts';
import { CLOSED_LIMIT } from './layout.ts';
import type { Closed, ClosedTab, Layout, Tab, WindowLayout } from './layout.ts';
import { changed } from './tree.ts';

/** Closes these panes; those that are gone already are passed over. */
export function closePanes(layout: Layout, panes: ReadonlySet<string>, id: string): Layout {
  const touched = layout.windows.filter((window) => window.tabs.some((tab) => isOf(tab, panes)));
  const [home] = touched;
  if (!home) return layout;
  const tabs = touched.flatMap((window) => closedOf(window, panes));
  const isShown = tabs.some((tab) => tab.id === home.active);
  const active = isShown ? home.active : null;
  const item = { id, tabs, window: home.id, active, whole: false };
  return remembered(withoutPanes(layout, panes), item);
}

/** Closes a window with all its tabs. */
export function closeWindow(layout: Layout, window: string, id: string): Layout {
  const { tabs: all, active } = windowOf(layout, window);
  const rest = { ...layout, windows: layout.windows.filter((one) => one.id !== window) };
  if (all.length === 0) return rest;
  const tabs = all.map((tab, index) => ({ ...tab, index, beside: null }));
  return remembered(rest, { id, tabs, window, active, whole: true });
}

/** As the latest; the earliest is forgotten where there are too many. */
function remembered(layout: Layout, item: Closed): Layout {
  mustBeNewItem(layout, item.id);
  return { ...layout, closed: [...layout.closed, item].slice(-CLOSED_LIMIT) };
}

function closedOf({ tabs }: WindowLayout, panes: ReadonlySet<string>): ClosedTab[] {
  return tabs.flatMap((tab, index) => {
    if (!isOf(tab, panes)) return [];
    const part = onlyWith(tab, panes);
    return [{ ...part, index, beside: part === tab ? null : besideOf(tab, panes) }];
  });
}

/** A tab of those of its panes alone. */
function onlyWith(tab: Tab, panes: ReadonlySet<string>): Tab {
  const tree = changed(tab.tree, (pane) => (panes.has(pane.id) ? pane : null))!;
  return tree === tab.tree ? tab : { ...tab, tree, ...focused(tab, tree) };
}

function isOf({ tree }: Tab, panes: ReadonlySet<string>): boolean {
  return panesIn(tree).some(({ id }) => panes.has(id));
}
