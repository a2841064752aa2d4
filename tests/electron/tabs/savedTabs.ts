// Tabs as they are stored, for the tests.
import type { SavedTab, SavedTabs } from '../../../electron/tabs/tabFile.ts';

export function savedTab(n: number, change: Partial<SavedTab> = {}): SavedTab {
  const size = { cols: 80, rows: 24 };
  return { shellId: `shell-${n}`, hostId: 'local', customTitle: null, size, ...change };
}

/** So many tabs, of which the last is active. */
export function savedTabs(count: number): SavedTabs {
  const tabs = Array.from({ length: count }, (_, n) => savedTab(n));
  return { version: 1, tabs, active: tabs.at(-1)?.shellId ?? null };
}
