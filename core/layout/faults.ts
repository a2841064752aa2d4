// What is wrong with a layout, for tests and for whoever wants to be sure: all that the README
// promises of one. Nothing is wrong with what `apply` and `mended` answer with.
import { allPanes, allTabs, panesIn, splitIdsIn, splitsIn } from './find.ts';
import { CLOSED_LIMIT, OPEN_LIMIT, PANE_LIMIT, WINDOW_LIMIT } from './layout.ts';
import type { Closed, ClosedTab, Layout, Split, Tab, WindowLayout } from './layout.ts';
import { pinnedFirst } from './order.ts';
import { leastOf, sumOf } from './shares.ts';

/** What adding up may leave over. */
const NEAR = 1e-9;

/** What is broken, in words for developers; none of a sound layout. */
export function faultsOf(layout: Layout): string[] {
  const { windows, closed } = layout;
  return [
    ...namesTwice(layout),
    ...tooMany('windows', windows, WINDOW_LIMIT),
    ...tooMany('closed items', closed, CLOSED_LIMIT),
    ...tooMany('panes', allPanes(layout), OPEN_LIMIT),
    ...windows.flatMap(faultsOfWindow),
    ...allTabs(layout).flatMap(faultsOfTab),
    ...closed.flatMap(faultsOfClosed),
  ];
}

/** Panes that are closed count with those that are open, as they can come back. */
function namesTwice(layout: Layout): string[] {
  const tabs = allTabs(layout);
  const closed = layout.closed.flatMap((item) => item.tabs);
  return [
    ...twice('window', layout.windows),
    ...twice('tab', tabs),
    ...twice(
      'pane',
      [...tabs, ...closed].flatMap(({ tree }) => panesIn(tree)),
    ),
    ...twice(
      'split',
      tabs.flatMap(({ tree }) => splitsIn(tree)),
    ),
    ...twice('closed item', layout.closed),
  ];
}

function twice(what: string, things: readonly { id: string }[]): string[] {
  const seen = new Set<string>();
  const doubles = things.filter(({ id }) => seen.has(id) || !seen.add(id));
  return doubles.map(({ id }) => `two of the ${what} ${id}`);
}

function tooMany(what: string, things: readonly unknown[], most: number): string[] {
  return things.length > most ? [`${things.length} ${what}, more than ${most}`] : [];
}

function faultsOfWindow({ id, tabs, active }: WindowLayout): string[] {
  const isSound = tabs.length === 0 ? active === null : tabs.some((tab) => tab.id === active);
  return [
    ...(isSound ? [] : [`window ${id} shows ${active}, which it hasn't`]),
    ...(pinnedFirst(tabs) === tabs ? [] : [`window ${id} has a pinned tab behind one that isn't`]),
  ];
}

function faultsOfTab({ id, tree, focus, zoomed }: Tab): string[] {
  const panes = panesIn(tree);
  const hasFocus = panes.some((pane) => pane.id === focus);
  return [
    ...tooMany(`panes in tab ${id}`, panes, PANE_LIMIT),
    ...(hasFocus ? [] : [`tab ${id} has the keyboard in ${focus}, which it hasn't`]),
    ...(zoomed && panes.length === 1 ? [`tab ${id} has a zoomed pane and no other`] : []),
    ...splitsIn(tree).flatMap(faultsOfSplit),
  ];
}

function faultsOfSplit({ id, axis, parts }: Split): string[] {
  const shares = parts.map(({ share }) => share);
  const isNested = parts.some(({ tree }) => tree.kind === 'split' && tree.axis === axis);
  const isShared = shares.every((share) => share > leastOf(parts.length) - NEAR);
  return [
    ...(parts.length < 2 ? [`split ${id} has ${parts.length} parts`] : []),
    ...(isNested ? [`split ${id} has one of the same axis in it`] : []),
    ...(isShared ? [] : [`split ${id} has shares that are too small: ${shares.join(' ')}`]),
    ...(Math.abs(sumOf(shares) - 1) < NEAR ? [] : [`the shares of ${id} sum to ${sumOf(shares)}`]),
  ];
}

function faultsOfClosed({ id, tabs, active }: Closed): string[] {
  const isThere = active === null || tabs.some((tab) => tab.id === active);
  return [
    ...(tabs.length > 0 ? [] : [`closed item ${id} has no tabs`]),
    ...(isThere ? [] : [`closed item ${id} showed ${active}, which it hasn't`]),
    ...tabs.flatMap((tab) => [...faultsOfTab(tab), ...faultsOfPlace(tab)]),
  ];
}

function faultsOfPlace({ id, tree, index, beside }: ClosedTab): string[] {
  const isIndex = Number.isSafeInteger(index) && index >= 0;
  const isShare = !beside || (beside.share > 0 && beside.share < 1);
  const splits = splitIdsIn(tree);
  return [
    ...(isIndex ? [] : [`closed tab ${id} was at ${index}`]),
    ...(isShare ? [] : [`closed tab ${id} had a share of ${beside?.share}`]),
    ...(new Set(splits).size === splits.length ? [] : [`closed tab ${id} has a split twice`]),
  ];
}
