// The panes of an earlier run, or of something that was closed: each gets its shell again, or is left
// out with its place, as its host can't be used now, or is gone.
import { withoutPanes } from '../../core/layout/change.ts';
import { closePanes } from '../../core/layout/closing.ts';
import { allPanes, allTabs, panesIn } from '../../core/layout/find.ts';
import type { Closed, Layout, Pane } from '../../core/layout/layout.ts';
import { reopen } from '../../core/layout/reopening.ts';
import { HostGoneError } from '../hosts/storedHost.ts';
import { closedWith } from './closedItems.ts';

/** Opens what a pane shows. Throws a `HostGoneError`, or else where that can't be done now. */
export type OpenPane = (pane: Pane) => void;

export interface Restored {
  layout: Layout;
  /** Left out for now, each with its place. */
  waiting: Closed[];
  /** Panes that are given up: their hosts are gone. */
  lost: string[];
}

/**
 * Opens all panes; those that waited until now go back to their places before. What is seen first is
 * opened first, beginning with the window `front`: shells of one host come on one connection, in this order.
 */
export function restored(
  layout: Layout,
  waited: readonly Closed[],
  front: string,
  open: OpenPane,
): Restored {
  const result: Restored = withWaiting(layout, waited);
  for (const pane of seenFirst(result.layout, front)) {
    const failure = failureOf(pane, open);
    if (failure === undefined) continue;
    const windows = { windows: result.layout.windows, closed: [] };
    const left = closePanes(windows, new Set([pane.id]), pane.id);
    result.layout = { ...result.layout, windows: left.windows };
    if (failure instanceof HostGoneError) result.lost.push(pane.id);
    else result.waiting.push(...left.closed);
  }
  return result;
}

/** That of the window in front; in each the shown tab, and in each tab the pane with the keyboard. */
function seenFirst({ windows }: Layout, front: string): Pane[] {
  return firstOf(windows, front).flatMap(({ tabs, active }) =>
    firstOf(tabs, active).flatMap(({ tree, focus }) => firstOf(panesIn(tree), focus)),
  );
}

/** The one of this id before the others, which stay in their order. */
function firstOf<T extends { id: string }>(all: readonly T[], first: string | null): T[] {
  return [...all.filter(({ id }) => id === first), ...all.filter(({ id }) => id !== first)];
}

/** The one that was left out last knows its place among those that are there now. */
function withWaiting(layout: Layout, waited: readonly Closed[]): Restored {
  const result: Restored = { layout, waiting: [], lost: [] };
  const asking = layout.windows[0]!.id;
  for (const item of [...waited].reverse()) {
    try {
      const { windows } = reopen({ ...result.layout, closed: [item] }, asking, item.id);
      result.layout = { ...layout, windows };
    } catch {
      result.waiting.unshift(item); // there is no room for it
    }
  }
  result.layout = withLooksOf(layout, result.layout);
  return result;
}

/** What comes back by itself takes neither the keyboard nor the place of what is shown. */
function withLooksOf(before: Layout, after: Layout): Layout {
  const tabs = new Map(allTabs(before).map((tab) => [tab.id, tab]));
  const windows = after.windows.map((window) => ({
    ...window,
    active: before.windows.find(({ id }) => id === window.id)?.active ?? window.active,
    tabs: window.tabs.map((tab) => {
      const { focus, zoomed } = tabs.get(tab.id) ?? tab;
      return { ...tab, focus, zoomed };
    }),
  }));
  return { ...after, windows };
}

export interface Reopened {
  layout: Layout;
  /** Nothing of it could be opened; why. */
  refused?: Error;
  /** Some of it could not. */
  partly: boolean;
}

/**
 * What comes of reopening an item, by which `before` becomes `after`. Panes whose hosts can't be
 * used stay in the item; those whose hosts are gone don't.
 */
export function reopened(before: Layout, after: Layout, item: string, open: OpenPane): Reopened {
  const had = new Set(allPanes(before).map(({ id }) => id));
  const back = allPanes(after).filter(({ id }) => !had.has(id));
  const failures = new Map<string, Error>();
  for (const pane of back) {
    const failure = failureOf(pane, open);
    if (failure !== undefined) failures.set(pane.id, failure);
  }
  if (failures.size === 0) return { layout: after, partly: false };
  const stays = ({ id }: Pane): boolean =>
    failures.has(id) && !(failures.get(id) instanceof HostGoneError);
  const closed = before.closed.flatMap((one) =>
    one.id === item ? (closedWith(one, stays) ?? []) : one,
  );
  if (failures.size === back.length) {
    return { layout: { ...before, closed }, refused: [...failures.values()][0]!, partly: false };
  }
  const layout = withoutPanes(after, new Set(failures.keys()));
  return { layout: { ...layout, closed }, partly: true };
}

function failureOf(pane: Pane, open: OpenPane): Error | undefined {
  try {
    open(pane);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
