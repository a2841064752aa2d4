// Which operation on the layout a command for panes and tabs means, as plain data. New ids are made
// by whoever asks.
import { panesIn } from '../../core/layout/find.ts';
import { towards } from '../../core/layout/geometry.ts';
import type { PaneTree, Side, Split, Tab, WindowLayout } from '../../core/layout/layout.ts';
import type { LayoutOp } from '../../core/layout/layoutOp.ts';
import { borderBeside, movedBorder } from './borders.ts';

/** What an arrow moves of a split's length, with the keyboard. */
export const STEP = 0.025;

/** The keyboard goes to the neighbour of the focused pane; null at the edge. */
export function goTo(tab: Tab, side: Side): LayoutOp | null {
  const pane = towards(tab.tree, tab.focus, side);
  return pane === null ? null : { op: 'focus', pane };
}

/** The focused pane and its neighbour change places; null at the edge. */
export function swapTo(tab: Tab, side: Side): LayoutOp | null {
  const other = towards(tab.tree, tab.focus, side);
  return other === null ? null : { op: 'swap', pane: tab.focus, with: other };
}

/** The border of the focused pane goes a step to that side; null where there is none, or no room. */
export function sizeTo(tab: Tab, side: Side, least?: number): LayoutOp | null {
  const border = borderBeside(tab.tree, tab.focus, side);
  if (!border) return null;
  const { split, index, sign } = border;
  const before = split.parts.map(({ share }) => share);
  const shares = movedBorder(before, index, sign * STEP, least);
  return shares.every((share, at) => share === before[at])
    ? null
    : { op: 'share', split: split.id, shares };
}

export function zoom(tab: Tab): LayoutOp {
  return { op: 'zoom', pane: tab.focus, on: !tab.zoomed };
}

/** A pane becomes the tab behind its own. */
export function paneToTab(window: WindowLayout, pane: string, tab: string): LayoutOp {
  const home = window.tabs.findIndex(({ tree }) => panesIn(tree).some(({ id }) => id === pane));
  return { op: 'move-pane', pane, to: { window: window.id, index: home + 1, tab } };
}

/** A pane goes to a window, to the end of its tabs; one that isn't there is made. */
export function paneToWindow(pane: string, window: string, tab: string): LayoutOp {
  return { op: 'move-pane', pane, to: { window, index: Number.MAX_SAFE_INTEGER, tab } };
}

/** The same with a tab. */
export function tabToWindow(tab: string, window: string): LayoutOp {
  return { op: 'move-tab', tab, to: { window, index: Number.MAX_SAFE_INTEGER } };
}

/** Gives the splits of a copied tree the shares that those of the original have. */
export function sharesAs(original: PaneTree, copy: PaneTree): LayoutOp[] {
  if (original.kind === 'pane' || copy.kind === 'pane') return [];
  if (original.parts.length !== copy.parts.length) return []; // not all of it could be copied
  const shares = original.parts.map(({ share }) => share);
  const inner = original.parts.flatMap(({ tree }, at) => sharesAs(tree, copy.parts[at]!.tree));
  return [{ op: 'share', split: copy.id, shares }, ...inner];
}

/** The side at which the next part of a split stands. */
export function nextSide({ axis }: Split): Side {
  return axis === 'across' ? 'right' : 'down';
}
