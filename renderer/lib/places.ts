// Where each pane of a window stands, and whether it can be seen: by its id, so that one flat list
// of panes can be drawn whatever tab each is in.
import { placed, type Rect } from '../../core/layout/geometry.ts';
import type { PaneTree, Tab, WindowLayout } from '../../core/layout/layout.ts';
import { withShares } from '../../core/layout/tree.ts';
import { sameParts } from './sameParts.ts';

export interface PanePlace {
  tab: Tab;
  /** In parts of the place that all share. */
  rect: Rect;
  /** Its tab is shown, and no other pane of that tab is zoomed. */
  shown: boolean;
  /** It has, or gets, the keyboard when its tab is shown. */
  focused: boolean;
  /** Counted from 1, from left to right and from top to bottom. */
  number: number;
  /** Panes in its tab. */
  count: number;
}

/** Shares of a split while its border is being dragged. */
export interface Dragged {
  split: string;
  shares: readonly number[];
}

const WHOLE: Rect = { x: 0, y: 0, width: 1, height: 1 };

export type Places = ReadonlyMap<string, PanePlace>;

/** @param before places that are still the same are the same objects again */
export function placesOf(
  { tabs, active }: WindowLayout,
  dragged: Dragged | null,
  before?: Places,
): Places {
  const all = tabs.flatMap((tab) => placesIn(tab, tab.id === active, dragged));
  return new Map(all.map(([id, place]) => [id, sameParts(before?.get(id), place)]));
}

/** The window with the focused pane of each tab alone, as if it were zoomed: there is room for one. */
export function oneEach(window: WindowLayout): WindowLayout {
  const alone = (tab: Tab): Tab => ({ ...tab, zoomed: tab.tree.kind === 'split' });
  return { ...window, tabs: window.tabs.map(alone) };
}

function placesIn(tab: Tab, active: boolean, dragged: Dragged | null): [string, PanePlace][] {
  const panes = placed(draggedTree(tab.tree, dragged));
  return panes.map(({ id, rect }, index) => {
    const focused = id === tab.focus;
    const shown = active && (focused || !tab.zoomed);
    const place = { tab, shown, focused, number: index + 1, count: panes.length };
    return [id, { ...place, rect: tab.zoomed && focused ? WHOLE : rect }];
  });
}

/** With the shares that the pointer has made so far. */
export function draggedTree(tree: PaneTree, dragged: Dragged | null): PaneTree {
  return dragged ? withShares(tree, dragged.split, dragged.shares) : tree;
}

export interface Cells {
  cols: number;
  rows: number;
}

/** xterm.js has no smaller terminals. */
const LEAST: Cells = { cols: 2, rows: 1 };

/** About how many cells there are in `to`, where there are so many in `from`. */
export function cellsIn({ cols, rows }: Cells, from?: Rect | null, to?: Rect | null): Cells {
  if (!from || !to) return { cols, rows };
  const part = (cells: number, whole: number, of: number) => Math.floor((cells * of) / whole);
  return {
    cols: Math.max(LEAST.cols, part(cols, from.width, to.width)),
    rows: Math.max(LEAST.rows, part(rows, from.height, to.height)),
  };
}

/**
 * The edges of a place in CSS, on whole pixels, for text on half ones is blurred; where something
 * stands to the right or below, a pixel of the ground is left between.
 */
export function insetOf({ x, y, width, height }: Rect): string {
  return [start(y), end(x + width), end(y + height), start(x)].join(' ');
}

const EDGE = 1 - 1e-6;

function pixels(part: number): string {
  return `round(${(part * 100).toFixed(4)}%, 1px)`;
}

function start(part: number): string {
  return part === 0 ? '0' : pixels(part);
}

function end(part: number): string {
  return part >= EDGE ? '0' : `calc(100% - ${pixels(part)} + 1px)`;
}
