// What the native windows need of whoever owns the layout: which of them there are, and what ends
// with one of them.
import type { Layout } from '../../core/layout/layout.ts';
import type { LayoutOp } from '../../core/layout/layoutOp.ts';

export interface WindowsOf {
  readonly layout: Layout;
  /** Changes the layout as that window might. Throws a `LayoutError` where it can't be done. */
  change(window: string, op: LayoutOp): void;
  /** Closes a window with all that is in it: kept shells run on, others end. It can be had back. */
  windowClosed(window: string): Promise<void>;
  /** Programs that would end with it; '' for one whose name can't be told. */
  busyProgramsOf(window: string): Promise<string[]>;
}
