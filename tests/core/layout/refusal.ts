// Operations carried out one after the other on a layout that can't be changed, and how one is refused.
import { apply } from '../../../core/layout/apply.ts';
import type { Layout } from '../../../core/layout/layout.ts';
import { LayoutError } from '../../../core/layout/layoutError.ts';
import type { LayoutOp } from '../../../core/layout/layoutOp.ts';
import { frozen } from './layouts.ts';

/** What comes of operations of the first window, one after the other. */
export function after(before: Layout, ...ops: LayoutOp[]): Layout {
  const asking = before.windows[0]?.id ?? 'none';
  return ops.reduce((layout, op) => frozen(apply(layout, asking, op)), frozen(before));
}

/** The code with which an operation is refused. */
export function refusal(before: Layout, op: LayoutOp): string {
  try {
    after(before, op);
  } catch (error) {
    if (error instanceof LayoutError) return error.said.code;
    throw error;
  }
  return 'not refused';
}
