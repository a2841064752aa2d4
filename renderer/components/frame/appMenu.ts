// The application menu where the system shows none: the commands, as their table puts them into menus;
// where the rail is folded, its views first.
import { COMMAND_NAMES, COMMANDS, type Command } from '../../../electron/ipc/commands.ts';
import { words } from '../../../words/window.ts';
import { runCommand, whyNot } from '../../state/commands.ts';
import { noticeCount, sharingCount, tunnelCount, type RailCount } from '../../state/rail.ts';
import type { View, Workspace } from '../../state/workspace.svelte.ts';
import type { MenuEntry } from '../ui/MenuItems.svelte';

const { rail } = words.frame;
const MENUS = ['shell', 'edit', 'view', 'window'] as const;

export function appMenuEntries(app: Workspace, notifications: () => void): MenuEntry[] {
  const menus = MENUS.map((menu) => ({
    label: words.native.menus[menu],
    entries: groupsOf(app, menu),
  }));
  const [first, ...others] = [...menus, ...groupsOf(app, 'app').map(asApart)];
  const views = app.room.folded ? viewEntries(app, notifications) : [];
  return [...views, { ...first!, apart: views.length > 0 }, ...others];
}

const asApart = (entry: MenuEntry, at: number): MenuEntry => ({ ...entry, apart: at === 0 });

function viewEntries(app: Workspace, notifications: () => void): MenuEntry[] {
  const view = (name: View, count: RailCount | null): MenuEntry => ({
    label: rail.named(rail[name], count?.fact ?? ''),
    run: () => app.showView(name),
  });
  const notices = rail.named(rail.notifications, noticeCount(app)?.fact ?? '');
  return [
    view('hosts', null),
    view('files', null),
    view('tunnels', tunnelCount(app)),
    view('sharing', sharingCount(app)),
    { label: notices, run: notifications },
  ];
}

/** Those of one menu, a line between its groups. */
function groupsOf(app: Workspace, menu: string): MenuEntry[] {
  return [1, 2, 3].flatMap((group) =>
    COMMAND_NAMES.filter((name) => COMMANDS[name].menu === `${menu} ${group}`).map((name, at) => ({
      ...entryOf(app, name),
      apart: at === 0 && group > 1,
    })),
  );
}

function entryOf(app: Workspace, command: Command): MenuEntry {
  const why = whyNot(app, command);
  return {
    label: COMMANDS[command].words,
    keys: app.keymap.shown(command),
    ...(why && { disabled: true, why }),
    run: () => runCommand(app, command),
  };
}
