// Where in a tab a closed pane was, and putting it there again: beside the part that was its
// neighbour, at its share, whether or not the split that held both has gone with it.
import { inserted } from './change.ts';
import { panesIn } from './find.ts';
import { axisOf, isBefore } from './layout.ts';
import type { Axis, Beside, PaneTree, Part, Split, Tab } from './layout.ts';
import { sumOf } from './shares.ts';
import { joined, splitOf, without } from './tree.ts';

/** What `beside` of a closed tab says of these panes; null where all of the tab's are closed. */
export function besideOf(tab: Tab, closed: ReadonlySet<string>): Beside | null {
  const split = splitWith(tab.tree, closed);
  if (!split) return null;
  const left = split.parts.map(({ tree }) => without(tree, closed));
  const gone = left.indexOf(null);
  const near = left[gone - 1] ?? left.find((part) => part !== null);
  if (!near) return null;
  return {
    tab: tab.id,
    near: panesIn(near).map(({ id }) => id),
    side: sideOf(split.axis, gone > 0),
    share: sumOf(split.parts.map(({ share }, at) => (left[at] ? 0 : share))),
    split: split.id,
  };
}

/** The outermost split of which a part is closed as a whole, going where the first of it is. */
function splitWith(tree: PaneTree, closed: ReadonlySet<string>): Split | null {
  if (tree.kind === 'pane') return null;
  const isGone = ({ tree: part }: Part): boolean => panesIn(part).every(({ id }) => closed.has(id));
  if (tree.parts.some(isGone)) return tree;
  const inside = tree.parts.find((part) => panesIn(part.tree).some(({ id }) => closed.has(id)));
  return inside ? splitWith(inside.tree, closed) : null;
}

function sideOf(axis: Axis, behind: boolean): Beside['side'] {
  if (axis === 'across') return behind ? 'right' : 'left';
  return behind ? 'down' : 'up';
}

/** What is put back, and all that it takes. */
export interface Returning {
  tree: PaneTree;
  /** One at least of `near` is there. */
  at: Beside;
  /** Names for the splits that this can make: of it and its neighbour, and of a dissolved one. */
  ids: { split: string; row: string };
}

/** With what was closed where it was. */
export function withAgain(tree: PaneTree, back: Returning): PaneTree {
  if (tree.kind === 'pane') return besideAll(tree, back);
  const near = new Set(back.at.near);
  const [first, last] = runOf(tree, near);
  const inRow = tree.axis === axisOf(back.at.side);
  if (first === last && !(inRow && isAll(tree.parts[first]!, near))) {
    const { share, tree: inner } = tree.parts[first]!;
    return withRun(tree, [first, last], { share, tree: withAgain(inner, back) });
  }
  if (inRow) return inserting(tree, back, isBefore(back.at.side) ? first : last + 1);
  if (last - first === tree.parts.length - 1) return besideAll(tree, back);
  return besideRun(tree, [first, last], back);
}

function besideAll(there: PaneTree, { tree, at: { side, share }, ids }: Returning): PaneTree {
  return joined(ids.split, side, { share: 1 - share, tree: there }, { share, tree });
}

/** The neighbour's split was dissolved in this one: what was in it is put together again. */
function besideRun(split: Split, run: Run, back: Returning): PaneTree {
  const parts = split.parts.slice(run[0], run[1] + 1);
  const there = splitOf(back.ids.row, split.axis, parts)!;
  const share = sumOf(parts.map((part) => part.share));
  return withRun(split, run, { share, tree: besideAll(there, back) });
}

function inserting(split: Split, { tree, at: { share } }: Returning, index: number): PaneTree {
  const less = split.parts.map((part) => ({ ...part, share: part.share * (1 - share) }));
  return splitOf(split.id, split.axis, inserted(less, { share, tree }, index))!;
}

type Run = [first: number, last: number];

function withRun({ id, axis, parts }: Split, [first, last]: Run, part: Part): PaneTree {
  return splitOf(id, axis, [...parts.slice(0, first), part, ...parts.slice(last + 1)])!;
}

/** The first and the last part in which some of them are. */
function runOf({ parts }: Split, near: ReadonlySet<string>): Run {
  const has = parts.map((part) => panesIn(part.tree).some(({ id }) => near.has(id)));
  return [has.indexOf(true), has.lastIndexOf(true)];
}

function isAll({ tree }: Part, near: ReadonlySet<string>): boolean {
  return panesIn(tree).every(({ id }) => near.has(id));
}
