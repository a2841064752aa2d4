// A sound tab, or several, out of one that was read from a file.
import { hasPane, panesIn } from './find.ts';
import { freeId, withFreeSplits } from './ids.ts';
import { PANE_LIMIT } from './layout.ts';
import type { Pane, PaneTree, Part, Tab } from './layout.ts';
import type { StoredSplit, StoredTab, StoredTree } from './stored.ts';
import { changed, splitOf } from './tree.ts';

/** What is less was never a share; the parts are made equal then. */
const SMALLEST = 1e-6;

/** The names that are taken by what was mended until now, and what had to be left out. */
export class MendedNames {
  readonly windows = new Set<string>();
  readonly tabs = new Set<string>();
  readonly splits = new Set<string>();
  readonly panes: Set<string>;
  /** Panes for which there is room yet. */
  room: number;
  lost = 0;

  constructor(room: number, panes = new Set<string>()) {
    this.room = room;
    this.panes = panes;
  }

  /** For a closed tab: only its panes mustn't be anywhere else. */
  ofClosed(): MendedNames {
    return new MendedNames(this.room, this.panes);
  }

  /** Whether this pane is the first of its name, and fits. */
  take({ id }: Pane): boolean {
    if (this.panes.has(id) || this.panes.size >= this.room) return false;
    this.panes.add(id);
    return true;
  }
}

/** None where no pane is left of it; several where it has more panes than a tab can have. */
export function mendedTabs(tab: StoredTab | null, names: MendedNames): Tab[] {
  if (!tab) names.lost++;
  const tree = tab && mendedTree(tab.tree, names);
  if (!tab || !tree) return [];
  return inPieces(tree).map((piece) => ({
    id: freeId(tab.id || 'tab', names.tabs),
    title: tab.title,
    tree: withFreeSplits(piece, names.splits),
    ...mendedFocus(tab, piece),
    ...(tab.pinned !== undefined && { pinned: tab.pinned }),
    ...(tab.numbers && { numbers: tab.numbers }),
  }));
}

function mendedTree(tree: StoredTree | null, names: MendedNames): PaneTree | null {
  if (tree?.kind === 'split') return mendedSplit(tree, names);
  if (tree && names.take(tree)) return tree;
  names.lost++;
  return null;
}

function mendedSplit({ id, axis, parts }: StoredSplit, names: MendedNames): PaneTree | null {
  const areGood = parts.every(({ share }) => share >= SMALLEST && share <= 1);
  const good = parts.flatMap((part): Part[] => {
    const tree = mendedTree(part.tree, names);
    return tree ? [{ share: areGood ? part.share : 1, tree }] : [];
  });
  return splitOf(id, axis, good);
}

function mendedFocus({ focus, zoomed }: StoredTab, tree: PaneTree): Pick<Tab, 'focus' | 'zoomed'> {
  if (!hasPane(tree, focus)) return { focus: panesIn(tree)[0]!.id, zoomed: false };
  return { focus, zoomed: zoomed && tree.kind === 'split' };
}

/** Of as many panes as a tab can have, in their order. */
function inPieces(tree: PaneTree): PaneTree[] {
  const ids = panesIn(tree).map(({ id }) => id);
  if (ids.length <= PANE_LIMIT) return [tree];
  const count = Math.ceil(ids.length / PANE_LIMIT);
  return Array.from({ length: count }, (_, index) => {
    const own = new Set(ids.slice(index * PANE_LIMIT, (index + 1) * PANE_LIMIT));
    return changed(tree, (pane) => (own.has(pane.id) ? pane : null))!;
  });
}
