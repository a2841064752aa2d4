// Changing one part of a layout: the rest stays the very objects that it was, so that who compares
// sees at once what is another; and where nothing changes that is the layout itself.
import { hasPane, panesIn, tabOfPane } from './find.ts';
import type { FilesContent, Layout, Pane, PaneTree, Tab, WindowLayout } from './layout.ts';
import { pinnedFirst } from './order.ts';
import { changed, without } from './tree.ts';

export function withWindow(
  layout: Layout,
  id: string,
  change: (window: WindowLayout) => WindowLayout,
): Layout {
  return withWindows(
    layout,
    layout.windows.map((window) => (window.id === id ? change(window) : window)),
  );
}

/** With a tab changed by some of what it has. */
export function withTab(layout: Layout, id: string, change: Partial<Tab>): Layout {
  return withWindows(
    layout,
    layout.windows.map((window) => {
      const tabs = window.tabs.map((tab) => (tab.id === id ? withChange(tab, change) : tab));
      return withTabs(window, tabs, window.active);
    }),
  );
}

function withChange(tab: Tab, change: Partial<Tab>): Tab {
  const names = Object.keys(change) as (keyof Tab)[];
  return names.every((name) => tab[name] === change[name]) ? tab : { ...tab, ...change };
}

/** The pane shows a shell of that host; one that shows none stays as it is. */
export function withHost(layout: Layout, pane: string, hostId: string): Layout {
  const { id, tree } = tabOfPane(layout, pane);
  const become = (leaf: Pane): Pane => {
    const { content } = leaf;
    if (leaf.id !== pane || content.kind !== 'shell' || content.hostId === hostId) return leaf;
    return { ...leaf, content: { kind: 'shell', hostId } };
  };
  return withTab(layout, id, { tree: changed(tree, become)! });
}

/** The pane shows these files; one that shows none stays as it is. */
export function withFiles(layout: Layout, pane: string, content: FilesContent): Layout {
  const { id, tree } = tabOfPane(layout, pane);
  const become = (leaf: Pane): Pane =>
    leaf.id === pane && leaf.content.kind === 'files' ? { ...leaf, content } : leaf;
  return withTab(layout, id, { tree: changed(tree, become)! });
}

/** A new tab at a place, shown. */
export function withNewTab(window: WindowLayout, tab: Tab, index: number): WindowLayout {
  return { ...window, tabs: pinnedFirst(inserted(window.tabs, tab, index)), active: tab.id };
}

/** With one more, which stands at `index` then, or at the end. */
export function inserted<T>(list: readonly T[], added: T, index: number): T[] {
  const at = Math.max(0, Math.min(index, list.length));
  return [...list.slice(0, at), added, ...list.slice(at)];
}

export function tabOfOne(id: string, pane: Pane): Tab {
  return { id, title: null, tree: pane, focus: pane.id, zoomed: false };
}

/** Without these panes; tabs that are empty then go, and their neighbours are shown. */
export function withoutPanes(layout: Layout, panes: ReadonlySet<string>): Layout {
  return withWindows(
    layout,
    layout.windows.map((window) => {
      const tabs = window.tabs.flatMap((tab) => withoutInTab(tab, panes));
      return withTabs(window, tabs, stillActive(window, tabs));
    }),
  );
}

/** Without a whole tab. */
export function withoutTab(layout: Layout, tab: Tab): Layout {
  return withoutPanes(layout, new Set(panesIn(tab.tree).map(({ id }) => id)));
}

/**
 * Without the windows that lost their last tab since `before`; one window stays, though. Where that
 * needs choosing it is the one that asks, else the first.
 */
export function withoutEmptied(layout: Layout, before: Layout, asking: string): Layout {
  const had = new Set(before.windows.filter(({ tabs }) => tabs.length > 0).map(({ id }) => id));
  const stays = layout.windows.filter(({ id, tabs }) => tabs.length > 0 || !had.has(id));
  if (stays.length > 0) return withWindows(layout, stays);
  const last = layout.windows.find(({ id }) => id === asking) ?? layout.windows[0];
  return withWindows(layout, last ? [last] : []);
}

function withoutInTab(tab: Tab, panes: ReadonlySet<string>): Tab[] {
  const tree = without(tab.tree, panes);
  if (!tree || tree === tab.tree) return tree ? [tab] : [];
  return [{ ...tab, tree, ...focused(tab, tree) }];
}

/** The focus in what is left of a tab's tree; zoomed as long as that is the pane that was. */
export function focused(tab: Tab, left: PaneTree): Pick<Tab, 'focus' | 'zoomed'> {
  const stays = hasPane(left, tab.focus);
  const zoomed = tab.zoomed && stays && left.kind === 'split';
  return { focus: stays ? tab.focus : nextTo(tab, left), zoomed };
}

/** The pane behind the one that goes, else the one before it. */
function nextTo({ tree, focus }: Tab, left: PaneTree): string {
  const panes = panesIn(tree);
  const at = panes.findIndex(({ id }) => id === focus);
  const order = [...panes.slice(at), ...panes.slice(0, at).reverse()];
  return order.find(({ id }) => hasPane(left, id))!.id;
}

/** The shown tab; where it is gone its right neighbour, else its left. */
function stillActive(before: WindowLayout, tabs: Tab[]): string | null {
  const at = before.tabs.findIndex(({ id }) => id === before.active);
  const order = [...before.tabs.slice(at), ...before.tabs.slice(0, at).reverse()];
  return order.find(({ id }) => tabs.some((tab) => tab.id === id))?.id ?? null;
}

function withTabs(window: WindowLayout, tabs: Tab[], active: string | null): WindowLayout {
  const same = sameList(window.tabs, tabs) && window.active === active;
  return same ? window : { ...window, tabs, active };
}

function withWindows(layout: Layout, windows: WindowLayout[]): Layout {
  return sameList(layout.windows, windows) ? layout : { ...layout, windows };
}

function sameList<T>(before: readonly T[], after: readonly T[]): boolean {
  return before.length === after.length && before.every((one, at) => one === after[at]);
}
