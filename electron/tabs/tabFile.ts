// The file that says which tabs are open, as it lies in the data folder: checked when it is
// read, set aside when it can't be, and at each moment either the old one or the new one.
import type { Said } from '../../words/said.ts';
import { z } from 'zod';
import { SHELL_LIMIT, TITLE_LENGTH, HOST_ID_LENGTH } from '../limits.ts';
import { goodOnes, readJson, type Understood } from '../settings/jsonFile.ts';

const id = z.string().min(1).max(100);
const cells = z.int().min(1).max(65_535);

const savedTab = z.object({
  shellId: id,
  hostId: z.string().min(1).max(HOST_ID_LENGTH),
  /** Name of the program on its host, where it can live on. */
  session: id.optional(),
  /** The host has announced that it ends, and the program with it. */
  endTold: z.boolean().optional(),
  customTitle: z.string().max(TITLE_LENGTH).nullable(),
  size: z.object({ cols: cells, rows: cells }),
});

const fileShape = z.object({
  version: z.literal(1),
  tabs: z.array(z.unknown()),
  active: z.unknown(),
});

export type SavedTab = z.infer<typeof savedTab>;

export interface SavedTabs {
  version: 1;
  /** In the order of the tabs. */
  tabs: SavedTab[];
  /** Shell of the active tab. */
  active: string | null;
}

export const NO_TABS: SavedTabs = { version: 1, tabs: [], active: null };

export interface ReadTabs {
  saved: SavedTabs;
  /** What the user must know; null when all is well. */
  notice: Said | null;
}

/** A damaged file is kept beside, dated by `now`; good tabs in it are read. Never throws. */
export function readTabs(path: string, now: Date): ReadTabs {
  const { value = NO_TABS, notice } = readJson({ path, understand, file: 'tabs' }, now);
  return { saved: value, notice };
}

function understand(json: unknown): Understood<SavedTabs> | undefined {
  const { data } = fileShape.safeParse(json);
  if (!data) return undefined;
  const seen = new Set<string>();
  const tabs = goodOnes(data.tabs, SHELL_LIMIT, (item) => {
    const tab = savedTab.safeParse(item).data;
    if (!tab || seen.has(tab.shellId)) return undefined;
    seen.add(tab.shellId);
    return tab;
  });
  if (tabs.lost > 0 && tabs.value.length === 0) return undefined;
  const active = id.nullable().safeParse(data.active).data;
  const lost = tabs.lost + (active === undefined ? 1 : 0);
  return { value: { version: 1, tabs: tabs.value, active: active ?? null }, lost };
}
