// The file that says which tabs are open, as it lies in the data folder: checked when it is
// read, set aside when it can't be, and at each moment either the old one or the new one.
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { SHELL_LIMIT, TITLE_LENGTH } from '../ipc/schemas.ts';

const id = z.string().min(1).max(100);
const cells = z.int().min(1).max(65_535);

const savedTab = z.object({
  shellId: id,
  hostId: id,
  /** Name of the program on its host, where it can live on. */
  session: id.optional(),
  customTitle: z.string().max(TITLE_LENGTH).nullable(),
  size: z.object({ cols: cells, rows: cells }),
});

const savedTabs = z.object({
  version: z.literal(1),
  /** In the order of the tabs. */
  tabs: z.array(savedTab).max(SHELL_LIMIT),
  /** Shell of the active tab. */
  active: id.nullable(),
});

export type SavedTab = z.infer<typeof savedTab>;
export type SavedTabs = z.infer<typeof savedTabs>;

export const NO_TABS: SavedTabs = { version: 1, tabs: [], active: null };

/** Larger is none of ours: 200 tabs with the longest of names fit many times. Bytes. */
const FILE_LIMIT = 4 * 1024 * 1024;

export interface ReadTabs {
  saved: SavedTabs;
  /** What the user must know; '' when all is well. */
  notice: string;
}

/** A damaged file is kept beside, dated by `now`. Never throws. */
export function readTabs(path: string, now: Date): ReadTabs {
  if (!existsSync(path)) return { saved: NO_TABS, notice: '' };
  try {
    const text = readFileSync(path, 'utf8');
    if (text.length > FILE_LIMIT) throw new Error('too large');
    return { saved: savedTabs.parse(JSON.parse(text)), notice: '' };
  } catch {
    return { saved: NO_TABS, notice: setAside(path, now) };
  }
}

function setAside(path: string, now: Date): string {
  const aside = `${path}.damaged-${now.toISOString().replace(/[:.]/g, '-')}`;
  const words = 'The file of your open tabs could not be read, so none were opened again.';
  try {
    renameSync(path, aside);
    return `${words} It was kept as “${basename(aside)}” in Bowline’s data folder.`;
  } catch {
    return words; // not allowed to move it; the next save will say so
  }
}

/** Says that tabs were not opened again, because there is no host for them. */
export function lostTabs(count: number): string {
  return count === 1
    ? 'A tab was not opened again, because its host has been deleted.'
    : `${count} tabs were not opened again, because their hosts have been deleted.`;
}
