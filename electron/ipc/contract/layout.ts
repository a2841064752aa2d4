// How windows, tabs and panes stand.
import type { Layout } from '../../../core/layout/layout.ts';
import type { LayoutOp } from '../../../core/layout/layoutOp.ts';

/** How all windows stand, as one of them is told it. */
export interface LayoutView {
  layout: Layout;
  /** The number of the last operation of this window that is in it, or was refused; 0 for none. */
  seen: number;
}

/** A part of `Calls`. */
export interface LayoutCalls {
  /** How all windows stand, and which of them this is. */
  'layout:view': () => LayoutView & { own: string };
  /**
   * Changes that. Numbers rise with each; what comes of it is told to all windows by
   * `layout:changed`, and a refusal rejects in words.
   */
  'layout:do': (op: LayoutOp, number: number) => void;
  /** Shows a tab, of whichever window, and brings that before the others. */
  'layout:reveal': (tab: string) => void;
  /**
   * The window of this id, which this one makes next, is to stand at that point of the screen
   * (pixels of the system, as a mouse event's `screenX`): a tab was dropped there.
   */
  'layout:place': (window: string, x: number, y: number) => void;
}

/** A part of `Events`. */
export interface LayoutEvents {
  'layout:changed': LayoutView;
}
