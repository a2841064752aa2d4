// How much fits: bounds, each with its own refusal.
import { say } from '../../words/said.ts';
import { allPanes, panesIn } from './find.ts';
import { OPEN_LIMIT, PANE_LIMIT, WINDOW_LIMIT } from './layout.ts';
import type { Layout, PaneTree } from './layout.ts';
import { LayoutError } from './layoutError.ts';

/** Throws a `LayoutError` where so many panes more are too many for all windows. */
export function mustHoldAll(layout: Layout, more: number): void {
  if (allPanes(layout).length + more > OPEN_LIMIT) {
    throw new LayoutError(say('too-many-shells', { most: OPEN_LIMIT }));
  }
}

/** Whether two trees fit into one tab. */
export function isRoomIn(tree: PaneTree, added: PaneTree): boolean {
  return panesIn(tree).length + panesIn(added).length <= PANE_LIMIT;
}

/** Throws a `LayoutError` where they don't. */
export function mustHold(tree: PaneTree, added: PaneTree): void {
  if (!isRoomIn(tree, added)) {
    throw new LayoutError(say('layout-too-many-panes', { most: PANE_LIMIT }));
  }
}

/** With a window of this id, made where there is none. Throws a `LayoutError` where that is one too many. */
export function withRoomFor(layout: Layout, window: string): Layout {
  if (layout.windows.some(({ id }) => id === window)) return layout;
  if (layout.windows.length >= WINDOW_LIMIT) {
    throw new LayoutError(say('layout-too-many-windows', { most: WINDOW_LIMIT }));
  }
  return { ...layout, windows: [...layout.windows, { id: window, tabs: [], active: null }] };
}
