// Having back what was closed: each tab, or part of one, where it was if that is still there.
import { say } from '../../words/said.ts';
import { withAgain } from './beside.ts';
import { withNewTab, withTab, withWindow } from './change.ts';
import { allTabs, hasPane, panesIn, windowOf } from './find.ts';
import { freeId, splitIds, tabIds, withFreeSplits } from './ids.ts';
import { WINDOW_LIMIT } from './layout.ts';
import type { Beside, Closed, ClosedTab, Layout, Tab } from './layout.ts';
import { LayoutError } from './layoutError.ts';
import { isRoomIn, mustHoldAll, withRoomFor } from './room.ts';
import { withFocus } from './showing.ts';

/**
 * Brings back what was closed, with the ids that its panes had, and shows it; to the window that
 * asks where its own is gone. Throws a `LayoutError` where it isn't to be had any more.
 */
export function reopen(layout: Layout, asking: string, item: string): Layout {
  const closed = layout.closed.find(({ id }) => id === item);
  if (!closed) throw new LayoutError(say('layout-not-reopened'));
  mustHoldAll(layout, closed.tabs.flatMap(({ tree }) => panesIn(tree)).length);
  const home = homeOf(layout, closed, asking);
  const rest = { ...layout, closed: layout.closed.filter((one) => one !== closed) };
  const back = closed.tabs.reduce(
    (all, tab) => besideAgain(all, tab) ?? tabAgain(all, tab, home, home === closed.window),
    withRoomFor(rest, home),
  );
  const shown = closed.tabs.find(({ id }) => id === closed.active) ?? closed.tabs[0]!;
  return withFocus(back, shown.focus);
}

function homeOf(layout: Layout, { window, whole }: Closed, asking: string): string {
  const isThere = layout.windows.some(({ id }) => id === window);
  const canBeMade = whole && layout.windows.length < WINDOW_LIMIT;
  return isThere || canBeMade ? window : windowOf(layout, asking).id;
}

function besideAgain(layout: Layout, closed: ClosedTab): Layout | null {
  const { beside, focus } = closed;
  const home = beside && tabOfNear(layout, beside);
  if (!beside || !home || !isRoomIn(home.tree, closed.tree)) return null;
  const taken = splitIds(layout);
  const added = withFreeSplits(closed.tree, taken);
  const ids = { split: freeId(beside.split, taken), row: freeId(beside.split, taken) };
  const tree = withAgain(home.tree, { tree: added, at: beside, ids });
  return withTab(layout, home.id, { tree, focus, zoomed: false });
}

/** Its tab, as long as a neighbour is in it; the one into which that went with them, else. */
function tabOfNear(layout: Layout, { tab, near }: Beside): Tab | undefined {
  const tabs = allTabs(layout);
  const own = tabs.find(({ id }) => id === tab);
  const candidates = own ? [own] : tabs;
  return candidates.find(({ tree }) => near.some((pane) => hasPane(tree, pane)));
}

function tabAgain(layout: Layout, closed: ClosedTab, window: string, isOwn: boolean): Layout {
  const { id, title, tree, focus, zoomed, pinned, numbers, index, beside } = closed;
  const tab: Tab = {
    id: freeId(id, tabIds(layout)), // a tab that lost only some of its panes may still be there
    title,
    tree: withFreeSplits(tree, splitIds(layout)),
    focus,
    zoomed,
    ...(pinned && { pinned }),
    ...(numbers && { numbers }),
  };
  const at = isOwn ? index + (beside ? 1 : 0) : Infinity;
  return withWindow(layout, window, (one) => withNewTab(one, tab, at));
}
