// Moving panes and tabs within a window and between windows. Whatever is dropped onto itself, or
// where it is, stays as it is.
import { inserted, tabOfOne, withNewTab, withoutPanes, withoutTab } from './change.ts';
import { withTab, withWindow } from './change.ts';
import { paneIn, panesIn, tabOfPane, windowOfTab } from './find.ts';
import { mustBeNewSplit, mustBeNewTab } from './ids.ts';
import { axisOf, isBefore } from './layout.ts';
import type { Layout, Pane, PaneTree, Tab } from './layout.ts';
import type { BesidePane, TabPlace } from './layoutOp.ts';
import { pinnedFirst } from './order.ts';
import { mustHold, withRoomFor } from './room.ts';
import { shown, withFocus } from './showing.ts';
import { changed, withBeside } from './tree.ts';

/** Puts what stands nowhere beside a pane, and the keyboard there. */
export function putBeside(
  layout: Layout,
  added: PaneTree,
  to: BesidePane,
  focus = panesIn(added)[0]!.id,
): Layout {
  const tab = tabOfPane(layout, to.beside);
  mustHold(tab.tree, added);
  const tree = withBeside(tab.tree, added, to);
  return shown(withTab(layout, tab.id, { tree, focus, zoomed: false }), tab.id);
}

/** All of a tab becomes a part of another one. */
export function mergeTab(layout: Layout, tab: Tab, to: BesidePane): Layout {
  if (tabOfPane(layout, to.beside) === tab) return layout;
  mustBeNewSplit(layout, to.split);
  return putBeside(withoutTab(layout, tab), tab.tree, to, tab.focus);
}

export function movePane(layout: Layout, id: string, to: BesidePane): Layout {
  const [home, away] = [tabOfPane(layout, id), tabOfPane(layout, to.beside)];
  if (id === to.beside) return layout;
  if (home === away && isBeside(home.tree, id, to)) return withFocus(layout, id);
  mustBeNewSplit(layout, to.split);
  return putBeside(withoutPanes(layout, new Set([id])), paneIn(home.tree, id), to);
}

/** Whether a pane stands there already: right at that side of the other, in one row with it. */
function isBeside(tree: PaneTree, id: string, { beside, side }: BesidePane): boolean {
  if (tree.kind === 'pane') return false;
  const ids = tree.parts.map((part) => (part.tree.kind === 'pane' ? part.tree.id : null));
  const step = isBefore(side) ? -1 : 1;
  const here = tree.axis === axisOf(side) && ids.includes(beside);
  if (here && ids[ids.indexOf(beside) + step] === id) return true;
  return tree.parts.some((part) => isBeside(part.tree, id, { beside, side, split: '' }));
}

/** A pane becomes a tab of its own, `to.tab`; the only one of its tab takes that along. */
export function movePaneOut(layout: Layout, id: string, to: TabPlace & { tab: string }): Layout {
  const tab = tabOfPane(layout, id);
  if (tab.tree.kind === 'pane') return moveTab(layout, tab, to);
  mustBeNewTab(layout, to.tab);
  const made = tabOfOne(to.tab, paneIn(tab.tree, id));
  const roomy = withRoomFor(withoutPanes(layout, new Set([id])), to.window);
  return withWindow(roomy, to.window, (window) => withNewTab(window, made, to.index));
}

/** `index` is where it stands then. In its own window what is shown stays. */
export function moveTab(layout: Layout, tab: Tab, { window, index }: TabPlace): Layout {
  const home = windowOfTab(layout, tab.id);
  if (home.id === window) return movedWithin(layout, window, tab, index);
  const isNew = !layout.windows.some(({ id }) => id === window);
  if (isNew && home.tabs.length === 1) return layout; // it has a window of its own
  const roomy = withRoomFor(withoutTab(layout, tab), window);
  return withWindow(roomy, window, (one) => withNewTab(one, tab, index));
}

function movedWithin(layout: Layout, window: string, tab: Tab, index: number): Layout {
  return withWindow(layout, window, (one) => {
    const others = one.tabs.filter((other) => other !== tab);
    const tabs = pinnedFirst(inserted(others, tab, index));
    return tabs.every((other, at) => other === one.tabs[at]) ? one : { ...one, tabs };
  });
}

/** Each in the other's place. The keyboard stays with its pane within a tab, else in its place. */
export function swap(layout: Layout, one: string, other: string): Layout {
  const [home, away] = [tabOfPane(layout, one), tabOfPane(layout, other)];
  if (one === other) return layout;
  const places = new Map<string, Pane>([
    [one, paneIn(away.tree, other)],
    [other, paneIn(home.tree, one)],
  ]);
  const there = withTab(layout, home.id, swapped(home, places, home === away));
  return home === away ? there : withTab(there, away.id, swapped(away, places, false));
}

function swapped(tab: Tab, places: Map<string, Pane>, within: boolean): Partial<Tab> {
  const tree = changed(tab.tree, (pane) => places.get(pane.id) ?? pane)!;
  const focus = within ? tab.focus : (places.get(tab.focus)?.id ?? tab.focus);
  return { tree, focus, zoomed: tab.zoomed && focus === tab.focus };
}
