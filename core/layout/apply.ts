// One operation on the layout: the same in the window that asks and in the main process, which has
// the last word. What can't be done is refused in words, and the layout stays as it is.
import { say } from '../../words/said.ts';
import {
  tabOfOne,
  withFiles,
  withHost,
  withNewTab,
  withoutEmptied,
  withTab,
  withWindow,
} from './change.ts';
import { closePanes, closeWindow } from './closing.ts';
import { splitIn, tabOf, tabOfSplit, windowOf } from './find.ts';
import { mustBeNewPane, mustBeNewSplit, mustBeNewTab } from './ids.ts';
import type { Layout, PaneTree } from './layout.ts';
import { LayoutError } from './layoutError.ts';
import type { LayoutOp } from './layoutOp.ts';
import { mergeTab, movePane, movePaneOut, moveTab, putBeside, swap } from './moving.ts';
import { numbered } from './numbering.ts';
import { withPin } from './pinning.ts';
import { reopen } from './reopening.ts';
import { mustHoldAll, withRoomFor } from './room.ts';
import { shown, withFocus, withZoom } from './showing.ts';
import { equalised, withShares } from './tree.ts';

type Op<N extends LayoutOp['op']> = Extract<LayoutOp, { op: N }>;
type Do<N extends LayoutOp['op']> = (layout: Layout, op: Op<N>, asking: string) => Layout;

/**
 * The layout after an operation of the window `asking`; the same object where nothing changes.
 * A window that loses its last tab by it goes, unless it is the only one. Throws a `LayoutError`
 * where it can't be done.
 */
export function apply(layout: Layout, asking: string, op: LayoutOp): Layout {
  const carryOut = DO[op.op] as Do<LayoutOp['op']>;
  const after = withoutEmptied(carryOut(layout, op, asking), layout, asking);
  return after === layout ? layout : numbered(after, layout);
}

const DO: { [N in LayoutOp['op']]: Do<N> } = {
  open,
  split: (layout, { pane, to }) => {
    mustBeNewPane(layout, pane.id);
    mustBeNewSplit(layout, to.split);
    mustHoldAll(layout, 1);
    return putBeside(layout, pane, to);
  },
  focus: (layout, { pane }) => withFocus(layout, pane),
  show: (layout, { tab }) => shown(layout, tab),
  rename: (layout, { tab, title }) => withTab(layout, tabOf(layout, tab).id, { title }),
  belong: (layout, { pane, hostId }) => withHost(layout, pane, hostId),
  visit: (layout, { pane, sides, follows }) =>
    withFiles(layout, pane, { kind: 'files', sides, follows }),
  pin: (layout, { tab, on }) => withPin(layout, tab, on),
  'move-tab': (layout, { tab, to }) => moveTab(layout, tabOf(layout, tab), to),
  'merge-tab': (layout, { tab, to }) => mergeTab(layout, tabOf(layout, tab), to),
  'move-pane': (layout, { pane, to }) =>
    'beside' in to ? movePane(layout, pane, to) : movePaneOut(layout, pane, to),
  swap: (layout, { pane, with: other }) => swap(layout, pane, other),
  share,
  equalise: (layout, { tab }) => {
    const { id, tree } = tabOf(layout, tab);
    return withTab(layout, id, { tree: equalised(tree) });
  },
  zoom: (layout, { pane, on }) => withZoom(layout, pane, on),
  close: (layout, { panes, item }) => closePanes(layout, new Set(panes), item),
  'close-window': (layout, { window, item }) => closeWindow(layout, window, item),
  reopen: (layout, { item }, asking) => reopen(layout, asking, item),
  'new-window': (layout, { window }) => withRoomFor(layout, window),
};

function open(layout: Layout, { tab, pane, index }: Op<'open'>, asking: string): Layout {
  const { id, tabs } = windowOf(layout, asking);
  mustBeNewPane(layout, pane.id);
  mustBeNewTab(layout, tab);
  mustHoldAll(layout, 1);
  const made = tabOfOne(tab, pane);
  return withWindow(layout, id, (window) => withNewTab(window, made, index ?? tabs.length));
}

/** Numbers for as many parts as it had when the window saw it are of no use for others. */
function share(layout: Layout, { split, shares }: Op<'share'>): Layout {
  const { id, tree } = tabOfSplit(layout, split);
  if (!fits(tree, split, shares)) throw new LayoutError(say('layout-gone'));
  return withTab(layout, id, { tree: withShares(tree, split, shares) });
}

function fits(tree: PaneTree, split: string, shares: readonly number[]): boolean {
  const positive = shares.every((one) => Number.isFinite(one) && one > 0);
  return positive && shares.length === splitIn(tree, split)?.parts.length;
}
