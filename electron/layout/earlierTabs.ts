// The file of an earlier Bowline (version 1), which knew one window, and tabs of one shell each.
import { z } from 'zod';
import { tabOfOne } from '../../core/layout/change.ts';
import type { Pane } from '../../core/layout/layout.ts';
import { idSchema, TITLE_LENGTH } from '../../core/layout/schemas.ts';
import { SHELL_LIMIT } from '../limits.ts';
import { goodOnes, type Understood } from '../settings/jsonFile.ts';
import { NOTHING_SAVED, shellSchema, type SavedLayout } from './savedLayout.ts';

/** The window of whoever has none yet. */
export const FIRST_WINDOW = 'window-1';

const earlierTab = shellSchema.extend({ customTitle: z.string().max(TITLE_LENGTH).nullable() });
const fileShape = z.object({
  version: z.literal(1),
  tabs: z.array(z.unknown()),
  active: z.unknown(),
});

/** Each tab as one of one pane. Undefined where it is nothing of the kind. */
export function fromEarlier(json: unknown): Understood<SavedLayout> | undefined {
  const { data } = fileShape.safeParse(json);
  if (!data) return undefined;
  const seen = new Set<string>();
  const good = goodOnes(data.tabs, SHELL_LIMIT, (item) => {
    const tab = earlierTab.safeParse(item).data;
    if (!tab || seen.has(tab.shellId)) return undefined;
    seen.add(tab.shellId);
    return tab;
  });
  if (good.lost > 0 && good.value.length === 0) return undefined;
  const tabs = good.value.map(({ shellId, hostId, customTitle }) => {
    const pane: Pane = { kind: 'pane', id: shellId, content: { kind: 'shell', hostId } };
    return { ...tabOfOne(tabIdOf(shellId), pane), title: customTitle };
  });
  const shells = good.value.map(({ customTitle: _, ...shell }) => ({
    session: undefined,
    ...shell,
  }));
  const shown = idSchema.nullable().safeParse(data.active);
  const active = (tabs.find(({ focus }) => focus === shown.data) ?? tabs[0])?.id ?? null;
  const windows = [{ id: FIRST_WINDOW, tabs, active }];
  const lost = good.lost + (shown.success ? 0 : 1);
  return { value: { ...NOTHING_SAVED, windows, shells, front: FIRST_WINDOW }, lost };
}

function tabIdOf(shellId: string): string {
  return `${shellId}-tab`.slice(-100);
}
