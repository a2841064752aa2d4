// A sound layout out of one that was read from a file, whatever is wrong with that one: nothing is
// given up that can be kept.
import { freeId } from './ids.ts';
import { CLOSED_LIMIT, OPEN_LIMIT, WINDOW_LIMIT } from './layout.ts';
import type { Closed, ClosedTab, Layout, Tab, WindowLayout } from './layout.ts';
import { MendedNames, mendedTabs } from './mendedTab.ts';
import { pinnedFirst } from './order.ts';
import type { StoredClosed, StoredClosedTab, StoredLayout, StoredWindow } from './stored.ts';

export interface Mended {
  layout: Layout;
  /**
   * How much of what stood in windows couldn't be kept: a window, tab or part of one that couldn't
   * be read, a pane that is there twice, one more than can be open.
   */
  lost: number;
}

/** Throws nothing. What is sound stays as it is, names included. */
export function mended(stored: StoredLayout): Mended {
  const names = new MendedNames(OPEN_LIMIT);
  const windows = stored.windows.flatMap((window) => mendedWindow(window, names));
  const { lost } = names; // what can't be reopened is no loss that anybody sees
  names.room = Infinity;
  const items = new Set<string>();
  const closed = [...stored.closed].reverse().flatMap((item) => mendedItem(item, names, items));
  return {
    layout: { windows: fewer(windows), closed: closed.slice(0, CLOSED_LIMIT).reverse() },
    lost,
  };
}

function mendedWindow(window: StoredWindow | null, names: MendedNames): WindowLayout[] {
  if (!window) names.lost++;
  if (!window) return [];
  const id = freeId(window.id || 'window', names.windows);
  const tabs = pinnedFirst(window.tabs.flatMap((tab) => mendedTabs(tab, names)));
  return [{ id, tabs, active: oneOf(tabs, window.active) }];
}

function oneOf(tabs: readonly Tab[], active: string | null): string | null {
  return tabs.some(({ id }) => id === active) ? active : (tabs[0]?.id ?? null);
}

/** The tabs of those that are too many go to the last that isn't. */
function fewer(windows: WindowLayout[]): WindowLayout[] {
  const kept = windows.slice(0, WINDOW_LIMIT);
  const surplus = windows.slice(WINDOW_LIMIT).flatMap(({ tabs }) => tabs);
  const last = kept.pop();
  if (!last) return [];
  const tabs = [...last.tabs, ...surplus];
  return [...kept, surplus.length > 0 ? { ...last, tabs, active: oneOf(tabs, last.active) } : last];
}

function mendedItem(item: StoredClosed | null, names: MendedNames, ids: Set<string>): Closed[] {
  const tabs = item?.tabs.flatMap((tab) => mendedClosed(tab, names)) ?? [];
  if (!item || tabs.length === 0) return [];
  const id = freeId(item.id || 'closed', ids);
  const active = tabs.some((tab) => tab.id === item.active) ? item.active : null;
  return [{ id, tabs, window: item.window, active, whole: item.whole }];
}

/** Tabs and splits here may have names that are in use: they get others when they come back. */
function mendedClosed(tab: StoredClosedTab | null, names: MendedNames): ClosedTab[] {
  if (!tab) return [];
  const index = Number.isSafeInteger(tab.index) && tab.index >= 0 ? tab.index : 0;
  const { beside } = tab;
  const isPlace = beside !== null && beside.share > 0 && beside.share < 1;
  const tabs = mendedTabs(tab, names.ofClosed());
  return tabs.map((one) => ({ ...one, index, beside: isPlace ? beside : null }));
}
