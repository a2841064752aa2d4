// What of the layout is remembered for the next run.
import { z } from 'zod';
import { HOST_ID_LENGTH, idSchema } from '../../core/layout/schemas.ts';
import type { Closed, WindowLayout } from '../../core/layout/layout.ts';
import type { ShellRecord } from '../shells/shellSession.ts';

export interface SavedLayout {
  version: 2;
  windows: WindowLayout[];
  /** The latest last. */
  closed: Closed[];
  /** Left out for now, as their hosts can't be used: each with the place that it goes back to. */
  waiting: Closed[];
  /** Of the panes in all of those. */
  shells: ShellRecord[];
  /** The window that the user was in last. */
  front: string | null;
}

export const NOTHING_SAVED: SavedLayout = {
  version: 2,
  ...{ windows: [], closed: [], waiting: [], shells: [], front: null },
};

const cells = z.int().min(1).max(65_535);

/** A shell's record in the file. */
export const shellSchema = z.object({
  shellId: idSchema,
  hostId: z.string().min(1).max(HOST_ID_LENGTH),
  /** Name of the program on its host, where it can live on. */
  session: idSchema.optional(),
  /** The host has announced that it ends, and the program with it. */
  endTold: z.boolean().optional(),
  /** It was ended when its pane was closed. */
  ended: z.boolean().optional(),
  size: z.object({ cols: cells, rows: cells }),
});
