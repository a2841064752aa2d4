// How everything stands: windows hold tabs, tabs hold trees of panes, panes hold content. Plain data:
// it lies in a file and crosses from the main process to its windows.

/** What a pane shows. A kind more is a member more here. */
export type Content = ShellContent | SettingsContent | FilesContent;

/** The shell that has the pane's id. */
export interface ShellContent {
  kind: 'shell';
  /** A saved host's id, or what stands in its place. */
  hostId: string;
}

/** The settings of the app. There is no shell behind it, and nothing to end. */
export interface SettingsContent {
  kind: 'settings';
}

/** Files of one place, or of two beside each other. There is no shell behind it. */
export interface FilesContent {
  kind: 'files';
  /** One or two, from left to right. */
  sides: FilesSide[];
  /** The shell whose folder the last side follows; null for none. */
  follows: string | null;
}

export interface FilesSide {
  /** A saved host's; null for this computer. */
  hostId: string | null;
  /** '' until it is known: home. */
  path: string;
}

export interface Pane {
  kind: 'pane';
  /** Its shell's, too, where it shows one. */
  id: string;
  content: Content;
}

/** A pane that shows a shell. */
export type PaneOfShell = Pane & { content: ShellContent };

/** `across`: parts stand side by side, from left to right; `down`: one above the other. */
export type Axis = 'across' | 'down';

export interface Split {
  kind: 'split';
  id: string;
  axis: Axis;
  /** Two at least, and none of them a split of the same axis. */
  parts: Part[];
}

export interface Part {
  /** Of the split's length; positive, and all of a split's sum to 1. */
  share: number;
  tree: PaneTree;
}

export type PaneTree = Pane | Split;

export interface Tab {
  id: string;
  /** The name that the user gave; null for none. */
  title: string | null;
  tree: PaneTree;
  /** The pane that has, or gets, the keyboard. */
  focus: string;
  /** That pane alone is shown. */
  zoomed: boolean;
  /** It stands before those that aren't; who closes several tabs doesn't mean it. */
  pinned?: boolean;
  /** By which it is told apart from others that are called the same: `numberOf`. */
  numbers?: readonly TabNumber[];
}

/** 2 or more, of what a tab is called by. */
export interface TabNumber {
  of: string;
  is: number;
}

export interface WindowLayout {
  id: string;
  /** From left to right; none in a window that only has hosts. */
  tabs: Tab[];
  /** The tab that is shown; null where there is none. */
  active: string | null;
}

/** Where a closed pane was in a tab whose other panes stayed. */
export interface Beside {
  tab: string;
  /** The panes of the part that was its neighbour. */
  near: string[];
  /** At which side of that it was, and how much it had of the length of both and their row. */
  side: Side;
  share: number;
  /** The split in which it was: who comes back makes it again where it is gone. */
  split: string;
}

/** A tab that was closed, or of a tab that stayed what was closed of it. */
export interface ClosedTab extends Tab {
  /** Its place among the tabs of its window, as they were before. */
  index: number;
  /** Null for a whole tab. */
  beside: Beside | null;
}

/** What was closed in one go, and can be had back. */
export interface Closed {
  id: string;
  /** One at least, in their order. */
  tabs: ClosedTab[];
  /** Where it was. */
  window: string;
  /** Which of these tabs was shown; null for none of them. */
  active: string | null;
  /** It was a whole window. */
  whole: boolean;
}

export interface Layout {
  windows: WindowLayout[];
  /** The latest last, `CLOSED_LIMIT` at most. */
  closed: Closed[];
}

export type Side = 'left' | 'right' | 'up' | 'down';

/** Panes in one tab. More can't be seen, let alone typed in. */
export const PANE_LIMIT = 64;
/** Panes in all windows: as many as shells can be open. */
export const OPEN_LIMIT = 200;
/** Windows at once. */
export const WINDOW_LIMIT = 32;
/** What was closed and can be had back. */
export const CLOSED_LIMIT = 30;
/** No part of a split has less of it than this, unless there are too many of them: `leastOf`. */
export const LEAST_SHARE = 0.02;

export const NO_LAYOUT: Layout = { windows: [], closed: [] };

export function axisOf(side: Side): Axis {
  return side === 'left' || side === 'right' ? 'across' : 'down';
}

/** Whether what is put at this side comes before what is there. */
export function isBefore(side: Side): boolean {
  return side === 'left' || side === 'up';
}
