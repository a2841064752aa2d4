// The file that says what is open, as it lies in the data folder: checked and mended when it is
// read, set aside when it can't be, and at each moment either the old one or the new one.
import { z } from 'zod';
import { allPanes, panesIn } from '../../core/layout/find.ts';
import { tabOfOne } from '../../core/layout/change.ts';
import { freeId, tabIds } from '../../core/layout/ids.ts';
import { OPEN_LIMIT } from '../../core/layout/layout.ts';
import type { Closed, Layout } from '../../core/layout/layout.ts';
import { mended } from '../../core/layout/mended.ts';
import { idSchema, storedLayoutSchema } from '../../core/layout/schemas.ts';
import type { StoredLayout } from '../../core/layout/stored.ts';
import type { Said } from '../../words/said.ts';
import { goodOnes, readJson, type Understood } from '../settings/jsonFile.ts';
import type { ShellRecord } from '../shells/shellSession.ts';
import { FIRST_WINDOW, fromEarlier } from './earlierTabs.ts';
import { NOTHING_SAVED, shellSchema, type SavedLayout } from './savedLayout.ts';

/** Shells that are open, that wait, and that were closed. */
const RECORD_LIMIT = 5 * OPEN_LIMIT;

const many = z.array(z.unknown());
const fileShape = z.object({
  version: z.literal(2),
  windows: many,
  shells: many,
  closed: many.catch([]),
  waiting: many.catch([]),
  front: idSchema.nullable().catch(null),
});

export interface ReadLayout {
  saved: SavedLayout;
  /** What the user must know; null when all is well. */
  notice: Said | null;
}

/** A damaged file is kept beside, dated by `now`; what is good in it is read. Never throws. */
export function readLayout(path: string, now: Date): ReadLayout {
  const understand = (json: unknown) => fromEarlier(json) ?? understood(json);
  const read = readJson({ path, understand, file: 'tabs', version: 2 }, now);
  return { saved: read.value ?? NOTHING_SAVED, notice: read.notice };
}

/** Undefined where it is nothing of the kind, or nothing is left of what there was. */
function understood(json: unknown): Understood<SavedLayout> | undefined {
  const { data } = fileShape.safeParse(json);
  if (!data) return undefined;
  const stored = storedLayoutSchema().parse(data);
  const { layout, lost } = mended(stored);
  const shells = readShells(data.shells);
  const waiting = waitingOf(data.waiting, layout);
  const known = new Set([...allPanes(layout), ...panesOf([...layout.closed, ...waiting])]);
  const home = withLostPanes(layout, shells.value, new Set([...known].map(({ id }) => id)));
  const all = lost + shells.lost + (isSame(stored, layout) ? 0 : 1) + (home === layout ? 0 : 1);
  if (all > 0 && known.size === 0 && home === layout) return undefined;
  const rest = { waiting, shells: shells.value, front: data.front };
  return { value: { version: 2, ...home, ...rest }, lost: all };
}

function readShells(json: unknown[]): Understood<ShellRecord[]> {
  const seen = new Set<string>();
  return goodOnes(json, RECORD_LIMIT, (item) => {
    const shell = shellSchema.safeParse(item).data;
    if (!shell || seen.has(shell.shellId)) return undefined;
    seen.add(shell.shellId);
    return { session: undefined, ...shell };
  });
}

/** Each by itself: they are as many as panes can be. */
function waitingOf(items: unknown[], layout: Layout): Closed[] {
  const seen = new Set([...allPanes(layout), ...panesOf(layout.closed)].map(({ id }) => id));
  return items.slice(0, OPEN_LIMIT).flatMap((item) => {
    const stored = storedLayoutSchema().parse({ windows: [], closed: [item] });
    const [sound] = mended(stored).layout.closed;
    const panes = sound ? panesOf([sound]) : [];
    if (!sound || panes.some(({ id }) => seen.has(id))) return [];
    for (const { id } of panes) seen.add(id);
    return [sound];
  });
}

/** A shell without a pane gets a tab of its own: its program may be running still. */
function withLostPanes(
  layout: Layout,
  shells: readonly ShellRecord[],
  known: ReadonlySet<string>,
): Layout {
  const lost = shells.filter(({ shellId, ended }) => !known.has(shellId) && !ended);
  const room = lost.slice(0, OPEN_LIMIT - allPanes(layout).length);
  if (room.length === 0) return layout;
  const taken = tabIds(layout);
  const tabs = room.map(({ shellId: id, hostId }) =>
    tabOfOne(freeId(id, taken), { kind: 'pane', id, content: { kind: 'shell', hostId } }),
  );
  const [first = { id: FIRST_WINDOW, tabs: [], active: null }, ...others] = layout.windows;
  const active = first.active ?? tabs[0]!.id;
  return { ...layout, windows: [{ ...first, tabs: [...first.tabs, ...tabs], active }, ...others] };
}

function panesOf(items: readonly Closed[]) {
  return items.flatMap(({ tabs }) => tabs.flatMap(({ tree }) => panesIn(tree)));
}

/** What had to be mended is told, also where nothing was lost by that. */
function isSame({ windows }: StoredLayout, layout: Layout): boolean {
  return JSON.stringify(windows) === JSON.stringify(layout.windows);
}
