// The application menu of macOS: what every app there has, and the commands of ours, where their
// table puts them. A role is done by the system, in text fields too; a command goes to the window.
import { words } from '../../words/window.ts';
import type { MenuItemConstructorOptions } from 'electron';
import {
  COMMAND_NAMES,
  COMMANDS,
  keysOf,
  strokeOf,
  type ChangedKeys,
  type Command,
} from '../ipc/commands.ts';

type Item = MenuItemConstructorOptions;
type Run = (command: Command) => void;
/** The items that the table puts into a group of a menu. */
type Ours = (place: string) => Item[];

const role = (name: NonNullable<Item['role']>): Item => ({ role: name });

/**
 * @param name the app's
 * @param changed keys that the user chose
 */
export function macMenu(name: string, run: Run, changed: ChangedKeys = {}): Item[] {
  const { menus } = words.native;
  const ours: Ours = (place) =>
    COMMAND_NAMES.filter((command) => COMMANDS[command].menu === place).map((command) =>
      itemOf(command, run, changed),
    );
  return [
    { label: name, submenu: grouped(appGroups(ours)) },
    { label: menus.shell, submenu: grouped(shellGroups(ours)) },
    { label: menus.edit, submenu: grouped(editGroups(ours)) },
    { label: menus.view, submenu: grouped(viewGroups(ours)) },
    { label: menus.window, submenu: grouped(windowGroups(ours)) },
    { role: 'help', submenu: grouped([ours('help 1'), [detailsItem(run)]]) },
  ];
}

function itemOf(command: Command, run: Run, changed: ChangedKeys): Item {
  const [first] = keysOf(command, 'darwin', changed);
  const accelerator = first && strokeOf(first).replace('Meta', 'Cmd').replace(/Arrow/, '');
  return {
    label: COMMANDS[command].words,
    ...(accelerator ? { accelerator } : {}),
    click: () => run(command),
  };
}

// Where people look who wonder why it is slow; its key stands in the menu Shell.
function detailsItem(run: Run): Item {
  const { accelerator: _, ...item } = itemOf('connection-details', run, {});
  return item;
}

function appGroups(ours: Ours): Item[][] {
  return [
    [role('about'), ...ours('app 2')],
    ours('app 1'),
    [role('services')],
    [role('hide'), role('hideOthers'), role('unhide')],
    [role('quit')],
  ];
}

function shellGroups(ours: Ours): Item[][] {
  const close: Item = {
    role: 'close',
    label: words.native.closeWindow,
    accelerator: 'Shift+Cmd+W',
  };
  return [ours('shell 1'), ours('shell 2'), [...ours('shell 3'), close]];
}

function editGroups(ours: Ours): Item[][] {
  return [
    [role('undo'), role('redo')],
    [role('cut'), ...ours('edit 1')],
    [...ours('edit 2'), ...ours('edit 3')],
  ];
}

function viewGroups(ours: Ours): Item[][] {
  return [ours('view 1'), ours('view 3'), [...ours('view 2'), role('togglefullscreen')]];
}

function windowGroups(ours: Ours): Item[][] {
  const ourGroups = [ours('window 1'), ours('window 2'), ours('window 3')];
  return [[role('minimize'), role('zoom')], ...ourGroups];
}

/** Groups with a line between them. */
function grouped(groups: Item[][]): Item[] {
  const line: Item = { type: 'separator' };
  const filled = groups.filter((group) => group.length > 0);
  return filled.flatMap((group, index) => (index > 0 ? [line, ...group] : group));
}
