// What an arrangement and an operation on it look like when they come from elsewhere, a file or a
// window: their form alone. Whether a tree is sound is for `faultsOf` and `mended` to say.
import { z } from 'zod';
import { once } from '../task/once.ts';
import type { Pane } from './layout.ts';
import type { LayoutOp } from './layoutOp.ts';
import { NUMBER_LIMIT } from './numbering.ts';
import type { StoredLayout, StoredPart, StoredTree } from './stored.ts';

/** Characters of an id; those made here are UUIDs. */
const ID_LENGTH = 100;
/** Characters of a host's id; a found shell's has its name and a command in it. */
export const HOST_ID_LENGTH = 1_200;
/** Characters of a tab's name; the window cuts off sooner. */
export const TITLE_LENGTH = 1_000;
/** Panes that one operation may name. */
const MANY = 1_000;

export const idSchema = z.string().min(1).max(ID_LENGTH);
export const titleSchema = z.string().max(TITLE_LENGTH).nullable();
const share = z.number().positive();
const index = z.int().min(0);
const side = z.enum(['left', 'right', 'up', 'down']);

const hostId = z.string().min(1).max(HOST_ID_LENGTH);
/** Characters of a folder's path, which may be longer than any system's. */
const PATH_LENGTH = 32_768;
const files = {
  sides: z
    .array(z.object({ hostId: hostId.nullable(), path: z.string().max(PATH_LENGTH) }))
    .min(1)
    .max(2),
  follows: idSchema.nullable(),
};
const content = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('shell'), hostId }),
  z.strictObject({ kind: z.literal('settings') }),
  z.strictObject({ kind: z.literal('files'), ...files }),
]);

export const paneSchema: z.ZodType<Pane> = z.strictObject({
  kind: z.literal('pane'),
  id: idSchema,
  content,
});

const place = z.strictObject({ window: idSchema, index });
const beside = z.strictObject({ beside: idSchema, side, split: idSchema });

export const layoutOpSchema = once((): z.ZodType<LayoutOp> =>
  z.discriminatedUnion('op', [
    z.strictObject({
      op: z.literal('open'),
      tab: idSchema,
      pane: paneSchema,
      index: index.nullable(),
    }),
    z.strictObject({ op: z.literal('split'), pane: paneSchema, to: beside }),
    z.strictObject({ op: z.literal('focus'), pane: idSchema }),
    z.strictObject({ op: z.literal('show'), tab: idSchema }),
    z.strictObject({ op: z.literal('rename'), tab: idSchema, title: titleSchema }),
    z.strictObject({ op: z.literal('belong'), pane: idSchema, hostId }),
    z.strictObject({ op: z.literal('visit'), pane: idSchema, ...files }),
    z.strictObject({ op: z.literal('pin'), tab: idSchema, on: z.boolean() }),
    z.strictObject({ op: z.literal('move-tab'), tab: idSchema, to: place }),
    z.strictObject({ op: z.literal('merge-tab'), tab: idSchema, to: beside }),
    z.strictObject({
      op: z.literal('move-pane'),
      pane: idSchema,
      to: z.union([beside, place.extend({ tab: idSchema })]),
    }),
    z.strictObject({ op: z.literal('swap'), pane: idSchema, with: idSchema }),
    z.strictObject({ op: z.literal('share'), split: idSchema, shares: z.array(share).max(MANY) }),
    z.strictObject({ op: z.literal('equalise'), tab: idSchema }),
    z.strictObject({ op: z.literal('zoom'), pane: idSchema, on: z.boolean() }),
    z.strictObject({ op: z.literal('close'), panes: z.array(idSchema).max(MANY), item: idSchema }),
    z.strictObject({ op: z.literal('close-window'), window: idSchema, item: idSchema }),
    z.strictObject({ op: z.literal('reopen'), item: idSchema }),
    z.strictObject({ op: z.literal('new-window'), window: idSchema }),
  ]),
);

/** Splits within each other in a file; panes enough for more don't fit into a tab. */
const DEPTH = 100;

/** Whether it is no deeper than can be walked through, found out without walking down. */
function isShallow(tree: unknown): boolean {
  let level: unknown[] = [tree];
  for (let depth = 0; depth <= DEPTH && level.length > 0; depth++) level = level.flatMap(treesIn);
  return level.length === 0;
}

function treesIn(tree: unknown): unknown[] {
  const parts: unknown = (tree as { parts?: unknown } | null)?.parts;
  if (!Array.isArray(parts)) return [];
  return parts.map((part: unknown) => (part as { tree?: unknown } | null)?.tree);
}

/**
 * A layout as it lies in a file. What isn't of the form is null in its place, so that it alone is
 * lost: a pane, a tab, a window, something closed. To be handed to `mended`.
 */
export const storedLayoutSchema = once((): z.ZodType<StoredLayout> => {
  /** A version that doesn't know a kind of content yet leaves out that pane alone, and says so. */
  const storedPane = z.object({
    kind: z.literal('pane'),
    id: idSchema,
    content: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('shell'), hostId }),
      z.object({ kind: z.literal('settings') }),
      z.object({ kind: z.literal('files'), ...files }),
    ]),
  });
  const storedId = idSchema.catch('');
  const storedSplit = z.object({
    kind: z.literal('split'),
    id: storedId,
    axis: z.enum(['across', 'down']),
    get parts(): z.ZodType<StoredPart[]> {
      return z.array(
        z.object({ share: z.number().catch(0), tree: storedTree.nullable().catch(null) }),
      );
    },
  });
  const storedTree: z.ZodType<StoredTree> = z.discriminatedUnion('kind', [storedPane, storedSplit]);

  const storedNumber = z.object({
    of: z.string().max(HOST_ID_LENGTH + TITLE_LENGTH),
    is: z.int().min(2),
  });
  const storedTab = z.object({
    id: storedId,
    title: titleSchema.catch(null),
    tree: z.unknown().refine(isShallow).pipe(storedTree).nullable().catch(null),
    focus: storedId,
    zoomed: z.boolean().catch(false),
    pinned: z.boolean().optional().catch(undefined),
    numbers: z.array(storedNumber).max(NUMBER_LIMIT).optional().catch(undefined),
  });

  const storedBeside = z.object({
    tab: idSchema,
    near: z.array(idSchema),
    side,
    share,
    split: idSchema,
  });
  const storedClosedTab = storedTab.extend({
    index: index.catch(0),
    beside: storedBeside.nullable().catch(null),
  });

  const storedWindow = z.object({
    id: storedId,
    tabs: z.array(storedTab.nullable().catch(null)),
    active: idSchema.nullable().catch(null),
  });
  const storedClosed = z.object({
    id: storedId,
    tabs: z.array(storedClosedTab.nullable().catch(null)),
    window: storedId,
    active: idSchema.nullable().catch(null),
    whole: z.boolean().catch(false),
  });
  return z.object({
    windows: z.array(storedWindow.nullable().catch(null)),
    closed: z.array(storedClosed.nullable().catch(null)).catch([]),
  });
});
