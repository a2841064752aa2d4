// What other windows are called where one of them is to be chosen: after the tab that they show. Of
// their programs' titles this window knows nothing.
import { focusedPane } from '../../core/layout/find.ts';
import type { Tab, WindowLayout } from '../../core/layout/layout.ts';
import { words } from '../../words/window.ts';
import { contentTitle } from './contentTitle.ts';
import { distinctTitles } from './titles.ts';

export interface NamedWindow {
  id: string;
  title: string;
}

/** @param hostName the name of a host, or of what stands in its place */
export function otherWindows(
  windows: readonly WindowLayout[],
  own: string,
  hostName: (hostId: string) => string,
): NamedWindow[] {
  const others = windows.filter(({ id }) => id !== own);
  const titles = distinctTitles(others.map((window) => titleOf(window, hostName)));
  return others.map(({ id }, index) => ({ id, title: titles[index]! }));
}

function titleOf({ tabs, active }: WindowLayout, hostName: (hostId: string) => string): string {
  const tab = tabs.find(({ id }) => id === active);
  if (!tab) return words.tabs.emptyWindow;
  const name = tab.title ?? contentName(tab, hostName);
  return words.tabs.windowOf(name, tabs.length - 1);
}

function contentName(tab: Tab, hostName: (hostId: string) => string): string {
  const pane = focusedPane(tab);
  return pane ? contentTitle(pane.content, hostName) : words.settings.title;
}
