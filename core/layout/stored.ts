// A layout as it was read: of the right form, with gaps where something wasn't, and perhaps broken
// in every way that the form allows. `mended` makes a layout of it; a `Layout` is one, too.
import type { Axis, Beside, Pane, TabNumber } from './layout.ts';

/** Null stands for what couldn't be read. */
export interface StoredLayout {
  windows: (StoredWindow | null)[];
  closed: (StoredClosed | null)[];
}

export interface StoredWindow {
  /** '' where it couldn't be read; so are the others. */
  id: string;
  tabs: (StoredTab | null)[];
  active: string | null;
}

export interface StoredTab {
  id: string;
  title: string | null;
  tree: StoredTree | null;
  focus: string;
  zoomed: boolean;
  pinned?: boolean | undefined;
  numbers?: readonly TabNumber[] | undefined;
}

export type StoredTree = Pane | StoredSplit;

export interface StoredSplit {
  kind: 'split';
  id: string;
  axis: Axis;
  parts: StoredPart[];
}

export interface StoredPart {
  /** 0 where it couldn't be read. */
  share: number;
  tree: StoredTree | null;
}

export interface StoredClosed {
  id: string;
  tabs: (StoredClosedTab | null)[];
  window: string;
  active: string | null;
  whole: boolean;
}

export interface StoredClosedTab extends StoredTab {
  index: number;
  beside: Beside | null;
}
