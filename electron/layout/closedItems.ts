// What was closed and can be had back, as main keeps it: only what there is a shell to open for, or
// that needs none, and not more than a file is to hold.
import { focused } from '../../core/layout/change.ts';
import { panesIn } from '../../core/layout/find.ts';
import type { Closed, ClosedTab, Pane } from '../../core/layout/layout.ts';
import { changed } from '../../core/layout/tree.ts';

/** Panes in all of what can be had back: twice what can be open. */
export const CLOSED_PANES = 400;

/** Their ids. */
export function closedPanes(items: readonly Closed[]): string[] {
  return panesOfClosed(items).map(({ id }) => id);
}

export function panesOfClosed(items: readonly Closed[]): Pane[] {
  return items.flatMap(({ tabs }) => tabs.flatMap(({ tree }) => panesIn(tree)));
}

/** With those of its panes alone; null where none is left. */
export function closedWith(item: Closed, keeps: (pane: Pane) => boolean): Closed | null {
  if (panesOfClosed([item]).every(keeps)) return item;
  const tabs = item.tabs.flatMap((tab) => tabWith(tab, keeps));
  const active = tabs.some(({ id }) => id === item.active) ? item.active : null;
  return tabs.length > 0 ? { ...item, tabs, active } : null;
}

function tabWith(tab: ClosedTab, keeps: (pane: Pane) => boolean): ClosedTab[] {
  const tree = changed(tab.tree, (pane) => (keeps(pane) ? pane : null));
  return tree ? [{ ...tab, tree, ...focused(tab, tree) }] : [];
}

/** The latest, as many as are to be kept; the very list where it can stay. */
export function tidied(items: Closed[], keeps: (pane: Pane) => boolean): Closed[] {
  const had = items.flatMap((item) => closedWith(item, keeps) ?? []);
  let [room, at] = [CLOSED_PANES, had.length];
  while (at > 0 && room >= closedPanes([had[at - 1]!]).length)
    room -= closedPanes([had[--at]!]).length;
  const kept = had.slice(at);
  const same = kept.length === items.length && kept.every((item, index) => item === items[index]);
  return same ? items : kept;
}
