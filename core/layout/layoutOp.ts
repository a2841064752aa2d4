// What can be done with the arrangement. Each names what it is about by ids, so that it means the
// same whatever else has happened in between, or is refused.
import type { FilesSide, Pane, Side } from './layout.ts';

/** A place among the tabs of a window; `index` past the end is the end. */
export interface TabPlace {
  window: string;
  index: number;
}

/** At a side of a pane; `split` names the split that this may make. */
export interface BesidePane {
  beside: string;
  side: Side;
  split: string;
}

export type LayoutOp =
  /** A new tab of one pane in the window that asks, shown; null: at the end. */
  | { op: 'open'; tab: string; pane: Pane; index: number | null }
  | { op: 'split'; pane: Pane; to: BesidePane }
  /** The keyboard is in this pane now, and its tab is shown. */
  | { op: 'focus'; pane: string }
  | { op: 'show'; tab: string }
  | { op: 'rename'; tab: string; title: string | null }
  /** Its shell is that host's: what it was opened on has been saved as one. */
  | { op: 'belong'; pane: string; hostId: string }
  /** It shows files of these places now; a pane that shows none stays as it is. */
  | { op: 'visit'; pane: string; sides: FilesSide[]; follows: string | null }
  | { op: 'pin'; tab: string; on: boolean }
  | { op: 'move-tab'; tab: string; to: TabPlace }
  /** All of a tab becomes a part of the tab in which that pane is. */
  | { op: 'merge-tab'; tab: string; to: BesidePane }
  /** `tab` names the tab that this may make. */
  | { op: 'move-pane'; pane: string; to: BesidePane | (TabPlace & { tab: string }) }
  | { op: 'swap'; pane: string; with: string }
  /** One number for each part, in their order. */
  | { op: 'share'; split: string; shares: number[] }
  | { op: 'equalise'; tab: string }
  | { op: 'zoom'; pane: string; on: boolean }
  /** `item` names what can be had back. */
  | { op: 'close'; panes: string[]; item: string }
  | { op: 'close-window'; window: string; item: string }
  | { op: 'reopen'; item: string }
  /** A window, empty at first. */
  | { op: 'new-window'; window: string };
