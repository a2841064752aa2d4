// Which tab is shown, which of its panes has the keyboard, and whether that one is seen alone.
import { withTab, withWindow } from './change.ts';
import { panesIn, tabOfPane, windowOfTab } from './find.ts';
import type { Layout } from './layout.ts';

export function shown(layout: Layout, tab: string): Layout {
  const window = windowOfTab(layout, tab);
  if (window.active === tab) return layout;
  return withWindow(layout, window.id, (one) => ({ ...one, active: tab }));
}

/**
 * The keyboard in a pane, and its tab shown. Going to another pane than the one that is zoomed shows
 * them all again, as in tmux: one sees where one has come to.
 */
export function withFocus(layout: Layout, pane: string): Layout {
  const { id, focus, zoomed } = tabOfPane(layout, pane);
  return shown(withTab(layout, id, { focus: pane, zoomed: zoomed && focus === pane }), id);
}

/** The pane seen alone, or all of its tab again; with the keyboard in it. The only one is no zoom. */
export function withZoom(layout: Layout, pane: string, on: boolean): Layout {
  const { id, tree } = tabOfPane(layout, pane);
  const zoomed = on && panesIn(tree).length > 1;
  return shown(withTab(layout, id, { focus: pane, zoomed }), id);
}
