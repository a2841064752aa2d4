// A file that an export makes, and what has no place in it.
import type { Unmapped } from '../found.ts';

export interface ExportedText {
  readonly text: string;
  readonly unmapped: readonly Unmapped[];
}
