// Layouts as they are stored, for the tests.
import type { Pane, Tab } from '../../../core/layout/layout.ts';
import { NOTHING_SAVED, type SavedLayout } from '../../../electron/layout/savedLayout.ts';
import type { ShellRecord } from '../../../electron/shells/shellSession.ts';

const SIZE = { cols: 80, rows: 24 };

export function paneOf(id: string, hostId = 'local'): Pane {
  return { kind: 'pane', id, content: { kind: 'shell', hostId } };
}

export function tabOf(id: string, title: string | null = null): Tab {
  return { id: `tab-${id}`, title, tree: paneOf(id), focus: id, zoomed: false };
}

export function recordOf(shellId: string, change: Partial<ShellRecord> = {}): ShellRecord {
  return { shellId, hostId: 'local', session: undefined, size: SIZE, ...change };
}

/** One window of so many tabs, of which the last is active. */
export function savedLayout(count: number, title: string | null = null): SavedLayout {
  const ids = Array.from({ length: count }, (_, n) => `shell-${n}`);
  const tabs = ids.map((id) => tabOf(id, title));
  const windows = [{ id: 'window-1', tabs, active: tabs.at(-1)?.id ?? null }];
  return { ...NOTHING_SAVED, windows, shells: ids.map((id) => recordOf(id)), front: 'window-1' };
}
