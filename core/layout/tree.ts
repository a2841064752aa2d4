// A tab's tree of panes, and how it changes: each function answers with another tree and leaves the
// one it was given alone. What doesn't change stays the very object that it was.
import { axisOf, isBefore } from './layout.ts';
import type { Axis, Pane, PaneTree, Part, Side } from './layout.ts';
import type { BesidePane } from './layoutOp.ts';
import { fitted } from './shares.ts';

/** A split of these, or what is left where they are one; null of none. */
export function splitOf(id: string, axis: Axis, parts: readonly Part[]): PaneTree | null {
  const flat = parts.flatMap((part) => flattened(part, axis));
  const [only] = flat;
  if (flat.length <= 1) return only?.tree ?? null;
  return { kind: 'split', id, axis, parts: sharedOut(flat) };
}

/** A split straight inside one of the same axis is no level of its own. */
function flattened(part: Part, axis: Axis): Part[] {
  const { share, tree } = part;
  if (tree.kind === 'pane' || tree.axis !== axis) return [part];
  return tree.parts.map((inner) => ({ share: share * inner.share, tree: inner.tree }));
}

function sharedOut(parts: Part[]): Part[] {
  const shares = fitted(parts.map(({ share }) => share));
  return parts.map((part, index) => withShare(part, shares[index]!));
}

function withShare(part: Part, share: number): Part {
  return part.share === share ? part : { share, tree: part.tree };
}

/** With `added` at a side of a pane, which gives it half of its own place. */
export function withBeside(tree: PaneTree, added: PaneTree, to: BesidePane): PaneTree {
  return changed(tree, (leaf) => (leaf.id === to.beside ? halved(leaf, added, to) : leaf))!;
}

function halved(pane: Pane, added: PaneTree, { side, split }: BesidePane): PaneTree {
  return joined(split, side, { share: 0.5, tree: pane }, { share: 0.5, tree: added });
}

/** A split of two, of which `added` is at that side. */
export function joined(id: string, side: Side, there: Part, added: Part): PaneTree {
  return splitOf(id, axisOf(side), isBefore(side) ? [added, there] : [there, added])!;
}

/** Without these panes, whose neighbours take their room; null where nothing is left. */
export function without(tree: PaneTree, panes: ReadonlySet<string>): PaneTree | null {
  return changed(tree, (leaf) => (panes.has(leaf.id) ? null : leaf));
}

/** Each pane as `change` says: itself, something else in its place, or nothing. */
export function changed(tree: PaneTree, change: (pane: Pane) => PaneTree | null): PaneTree | null {
  if (tree.kind === 'pane') return change(tree);
  const parts = tree.parts.flatMap((part) => {
    const inner = changed(part.tree, change);
    if (inner === part.tree) return [part];
    return inner ? [{ share: part.share, tree: inner }] : [];
  });
  return sameParts(tree.parts, parts) ? tree : splitOf(tree.id, tree.axis, parts);
}

/** With other shares in one split: any positive numbers, one for each part. */
export function withShares(tree: PaneTree, split: string, shares: readonly number[]): PaneTree {
  if (tree.kind === 'pane') return tree;
  const even = tree.id === split ? fitted(shares) : tree.parts.map(({ share }) => share);
  return withParts(
    tree,
    tree.parts.map((part, index) => ({
      share: even[index]!,
      tree: withShares(part.tree, split, shares),
    })),
  );
}

/** All panes of a row, or of a column, are equally large. */
export function equalised(tree: PaneTree): PaneTree {
  if (tree.kind === 'pane') return tree;
  const shares = fitted(tree.parts.map((part) => lengthOf(part.tree, tree.axis)));
  return withParts(
    tree,
    tree.parts.map((part, index) => ({ share: shares[index]!, tree: equalised(part.tree) })),
  );
}

/** How many panes stand behind each other along an axis, at most. */
function lengthOf(tree: PaneTree, axis: Axis): number {
  if (tree.kind === 'pane') return 1;
  const lengths = tree.parts.map((part) => lengthOf(part.tree, axis));
  return tree.axis === axis ? lengths.reduce((a, b) => a + b) : Math.max(...lengths);
}

function withParts<T extends { parts: Part[] }>(split: T, parts: Part[]): T {
  return sameParts(split.parts, parts) ? split : { ...split, parts };
}

function sameParts(before: readonly Part[], after: readonly Part[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ share, tree }, at) => share === after[at]!.share && tree === after[at]!.tree)
  );
}
