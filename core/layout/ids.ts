// Names that an operation brings along must be new: two things of one name would be taken for each
// other ever after.
import { say } from '../../words/said.ts';
import { allPanes, allTabs, panesIn, splitIdsIn } from './find.ts';
import type { Layout, PaneTree } from './layout.ts';
import { LayoutError } from './layoutError.ts';

/** Characters that a name made here takes of the one that it is made of. */
const TAKEN = 80;

/** `wanted`, or a name made of it where that is taken. The same every time, and noted as taken. */
export function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let more = taken.size; taken.has(id); more++) id = `${wanted.slice(0, TAKEN)}-${more}`;
  taken.add(id);
  return id;
}

/** With other names for those of its splits whose names are taken. */
export function withFreeSplits(tree: PaneTree, taken: Set<string>): PaneTree {
  if (tree.kind === 'pane') return tree;
  const id = freeId(tree.id || 'split', taken);
  const parts = tree.parts.map((part) => ({ ...part, tree: withFreeSplits(part.tree, taken) }));
  return { ...tree, id, parts };
}

export function splitIds(layout: Layout): Set<string> {
  return new Set(allTabs(layout).flatMap(({ tree }) => splitIdsIn(tree)));
}

export function tabIds(layout: Layout): Set<string> {
  return new Set(allTabs(layout).map(({ id }) => id));
}

/** Throws a `LayoutError` where a pane has this name, be it one that can be reopened. */
export function mustBeNewPane(layout: Layout, id: string): void {
  const closed = layout.closed.flatMap(({ tabs }) => tabs.flatMap(({ tree }) => panesIn(tree)));
  mustBeNew(id, new Set([...allPanes(layout), ...closed].map((pane) => pane.id)));
}

export function mustBeNewTab(layout: Layout, id: string): void {
  mustBeNew(id, tabIds(layout));
}

export function mustBeNewSplit(layout: Layout, id: string): void {
  mustBeNew(id, splitIds(layout));
}

export function mustBeNewItem(layout: Layout, id: string): void {
  mustBeNew(id, new Set(layout.closed.map((item) => item.id)));
}

function mustBeNew(id: string, taken: ReadonlySet<string>): void {
  if (taken.has(id)) throw new LayoutError(say('layout-twice'));
}
