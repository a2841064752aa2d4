// Finding things in a layout, by id. What isn't there any more is refused in words.
import { say } from '../../words/said.ts';
import type { Layout, Pane, PaneOfShell, PaneTree, Split, Tab, WindowLayout } from './layout.ts';
import { LayoutError } from './layoutError.ts';

/** From left to right and from top to bottom. */
export function panesIn(tree: PaneTree): Pane[] {
  return tree.kind === 'pane' ? [tree] : tree.parts.flatMap((part) => panesIn(part.tree));
}

export function splitsIn(tree: PaneTree): Split[] {
  if (tree.kind === 'pane') return [];
  return [tree, ...tree.parts.flatMap((part) => splitsIn(part.tree))];
}

export function splitIdsIn(tree: PaneTree): string[] {
  return splitsIn(tree).map(({ id }) => id);
}

export function splitIn(tree: PaneTree, id: string): Split | undefined {
  return splitsIn(tree).find((split) => split.id === id);
}

export function hasPane(tree: PaneTree, pane: string): boolean {
  return panesIn(tree).some(({ id }) => id === pane);
}

export function allTabs(layout: Layout): Tab[] {
  return layout.windows.flatMap(({ tabs }) => tabs);
}

export function allPanes(layout: Layout): Pane[] {
  return allTabs(layout).flatMap(({ tree }) => panesIn(tree));
}

export function isShell(pane: Pane): pane is PaneOfShell {
  return pane.content.kind === 'shell';
}

/** The pane of a tab that has, or gets, the keyboard. */
export function focusedPane({ tree, focus }: Tab): Pane | undefined {
  return panesIn(tree).find(({ id }) => id === focus);
}

/** Throws a `LayoutError` where there is none. */
export function windowOf(layout: Layout, id: string): WindowLayout {
  return there(layout.windows.find((window) => window.id === id));
}

export function windowOfTab(layout: Layout, tab: string): WindowLayout {
  return there(layout.windows.find(({ tabs }) => tabs.some(({ id }) => id === tab)));
}

export function tabOf(layout: Layout, id: string): Tab {
  return there(allTabs(layout).find((tab) => tab.id === id));
}

export function tabOfPane(layout: Layout, pane: string): Tab {
  return there(allTabs(layout).find(({ tree }) => hasPane(tree, pane)));
}

export function tabOfSplit(layout: Layout, split: string): Tab {
  return there(allTabs(layout).find(({ tree }) => splitIdsIn(tree).includes(split)));
}

export function paneIn(tree: PaneTree, id: string): Pane {
  return there(panesIn(tree).find((pane) => pane.id === id));
}

function there<T>(found: T | undefined): T {
  if (found === undefined) throw new LayoutError(say('layout-gone'));
  return found;
}
