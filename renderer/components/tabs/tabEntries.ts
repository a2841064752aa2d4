// The entries of a tab's menu.
import type { Tab } from '../../../core/layout/layout.ts';
import type { Command } from '../../../electron/ipc/contract.ts';
import { words } from '../../../words/window.ts';
import { tabToWindow } from '../../lib/paneOps.ts';
import { typedName } from '../../lib/sshTarget.ts';
import { reconnect } from '../../state/commands.ts';
import {
  carryOut,
  closeSeveral,
  duplicate,
  tabsBeside,
  unpinned,
} from '../../state/paneCommands.ts';
import type { ShellPane } from '../../state/pane.svelte.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import { splitEntries } from '../panes/paneEntries.ts';
import { shareEntry } from '../sharing/shareEntry.ts';
import type { MenuEntry } from '../ui/MenuItems.svelte';

export function tabEntries(app: Workspace, tab: Tab): MenuEntry[] {
  return [...ofShell(app, tab), pinning(app, tab), ...moving(app, tab), ...closing(app, tab)];
}

/** What is done with the pane of a tab that has, or gets, the keyboard; and with its name. */
function ofShell(app: Workspace, tab: Tab): MenuEntry[] {
  const { tabs, panes } = app;
  const { menu, keys } = words.tabs;
  const pane = tabs.focusedIn(tab);
  const rename = { label: menu.rename, keys: keys.rename, run: () => (tabs.renaming = tab.id) };
  if (!pane) return [rename];
  const [right, ...down] = splitEntries(app, pane);
  const guest = tabs.panesOf(tab).some((one) => panes.isGuest(one));
  return [
    rename,
    { label: menu.duplicate, disabled: guest, run: () => duplicate(app, tab) },
    ...savingHost(app, pane),
    { ...right!, apart: true },
    ...down,
    { ...shareEntry(app, pane), apart: true },
    {
      label: menu.reconnect,
      disabled: !pane.status.canReconnect,
      run: () => {
        tabs.show(tab);
        reconnect(app, pane);
      },
    },
    {
      label: menu.details,
      ...keysOf(app, 'connection-details'),
      run: () => {
        tabs.show(tab);
        app.details.open = true;
      },
    },
  ];
}

/** Of a shell at an address that was typed. */
function savingHost({ quick }: Workspace, pane: ShellPane): MenuEntry[] {
  if (typedName(pane.host.id) === undefined) return [];
  return [{ label: words.typed.saveHost, run: () => quick.savePane(pane) }];
}

function pinning({ tabs }: Workspace, tab: Tab): MenuEntry {
  const { menu } = words.tabs;
  const label = tab.pinned ? menu.unpin : menu.pin;
  return { label, apart: true, run: () => tabs.pin(tab, !tab.pinned) };
}

function moving(app: Workspace, tab: Tab): MenuEntry[] {
  const { menu } = words.tabs;
  const windows = app.otherWindows.map(({ id, title }) => ({
    label: title,
    run: () => carryOut(app, tabToWindow(tab.id, id)),
  }));
  const toNew = {
    label: menu.moveToNewWindow,
    disabled: app.tabs.list.length < 2,
    run: () => carryOut(app, tabToWindow(tab.id, crypto.randomUUID())),
  };
  return windows.length > 0 ? [toNew, { label: menu.moveToWindow, entries: windows }] : [toNew];
}

function closing(app: Workspace, tab: Tab): MenuEntry[] {
  const { menu } = words.tabs;
  const { others, right } = tabsBeside(app, tab);
  const several = (label: string, tabs: readonly Tab[]): MenuEntry => ({
    label,
    disabled: tabs.length === 0,
    run: () => void closeSeveral(app, tabs),
  });
  return [
    { label: menu.close, apart: true, run: () => void app.closeTabs(tab) },
    several(menu.closeOthers, others),
    several(menu.closeRight, right),
    several(menu.closeAll, unpinned(app.tabs.list)),
  ];
}

function keysOf({ keymap }: Workspace, command: Command): { keys: string } {
  return { keys: keymap.shown(command) };
}
