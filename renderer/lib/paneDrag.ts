// Dragging tabs and panes, without a page: what is on its way, which part of a pane is aimed at, and
// which operation a drop means.
import { allTabs, hasPane, panesIn } from '../../core/layout/find.ts';
import type { Layout, Side, Tab, WindowLayout } from '../../core/layout/layout.ts';
import type { LayoutOp } from '../../core/layout/layoutOp.ts';
import { indexAfterDrop } from './order.ts';

export interface Dragged {
  kind: 'tab' | 'pane';
  /** Of the tab, or of the pane. */
  id: string;
}

/** Under these it travels, also to other windows: the kind is known before anything is dropped. */
export const DRAG_TYPES = {
  tab: 'application/x-bowline-tab',
  pane: 'application/x-bowline-pane',
} as const;

/** What is being dragged, by the types that are told before a drop; null for what isn't ours. */
export function kindOf(types: readonly string[]): Dragged['kind'] | null {
  if (types.includes(DRAG_TYPES.tab)) return 'tab';
  return types.includes(DRAG_TYPES.pane) ? 'pane' : null;
}

/** `swap`: in the middle. */
export type Zone = Side | 'swap';

/** So near to an edge, in parts of the pane, and the pane is split there. */
const EDGE = 0.3;

/** The zone at a point of a pane, both in parts of it. Only panes of one window change places. */
export function zoneAt(x: number, y: number, mayTrade: boolean): Zone {
  const distances: [Side, number][] = [
    ['left', x],
    ['right', 1 - x],
    ['up', y],
    ['down', 1 - y],
  ];
  const [side, distance] = distances.reduce((near, one) => (one[1] < near[1] ? one : near));
  return mayTrade && distance > EDGE ? 'swap' : side;
}

/** What letting go over a pane means; null where that would change nothing. */
export function droppedOn(
  layout: Layout,
  { kind, id }: Dragged,
  pane: string,
  zone: Zone,
  newId: () => string,
): LayoutOp | null {
  if (kind === 'pane' && zone === 'swap')
    return id === pane ? null : { op: 'swap', pane: id, with: pane };
  if (zone === 'swap' || isOnto(layout, { kind, id }, pane)) return null;
  const to = { beside: pane, side: zone, split: newId() };
  return kind === 'pane' ? { op: 'move-pane', pane: id, to } : { op: 'merge-tab', tab: id, to };
}

/** Whether what is dragged would be dropped onto itself. */
export function isOnto(layout: Layout, { kind, id }: Dragged, pane: string): boolean {
  if (kind === 'pane') return id === pane;
  const tab = allTabs(layout).find((one) => one.id === id);
  return tab !== undefined && hasPane(tab.tree, pane);
}

/** What letting go over a gap of a window's strip means, 0 being before its first tab. */
export function droppedInStrip(
  layout: Layout,
  dragged: Dragged,
  window: string,
  gap: number,
  newId: () => string,
): LayoutOp | null {
  const home = homeOf(layout, dragged);
  if (!home) return null;
  const { tab } = home;
  const whole = dragged.kind === 'tab' || tab.tree.kind === 'pane';
  if (!whole)
    return { op: 'move-pane', pane: dragged.id, to: { window, index: gap, tab: newId() } };
  const from = home.window.tabs.indexOf(tab);
  const index = home.window.id === window ? indexAfterDrop(from, gap) : gap;
  if (home.window.id === window && index === from) return null;
  return { op: 'move-tab', tab: tab.id, to: { window, index } };
}

/** What letting go outside of all windows means: a window of its own, if it hasn't got one. */
export function droppedOutside(
  layout: Layout,
  dragged: Dragged,
  newId: () => string,
): LayoutOp | null {
  const home = homeOf(layout, dragged);
  if (!home) return null;
  const { tab, window } = home;
  const whole = dragged.kind === 'tab' || tab.tree.kind === 'pane';
  if (!whole)
    return { op: 'move-pane', pane: dragged.id, to: { window: newId(), index: 0, tab: newId() } };
  if (window.tabs.length < 2) return null;
  return { op: 'move-tab', tab: tab.id, to: { window: newId(), index: 0 } };
}

function homeOf(
  layout: Layout,
  { kind, id }: Dragged,
): { window: WindowLayout; tab: Tab } | undefined {
  const isIt = (tab: Tab): boolean =>
    kind === 'tab' ? tab.id === id : panesIn(tab.tree).some((pane) => pane.id === id);
  for (const window of layout.windows) {
    const tab = window.tabs.find(isIt);
    if (tab) return { window, tab };
  }
  return undefined;
}
