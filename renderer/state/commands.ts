// What each command does, whether it came from the application menu or from a key.
import type { MenuCommand } from '../../electron/ipc/contract.ts';
import type { Command } from '../lib/keys.ts';
import { copyFromField, focusedField, pasteIntoField } from '../lib/fields.ts';
import type { Tab } from './tab.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

type Run = (app: Workspace) => void;

function inActive(run: (tab: Tab, app: Workspace) => void): Run {
  return (app) => {
    if (app.tabs.active) run(app.tabs.active, app);
  };
}

function zoom(step: -1 | 0 | 1): Run {
  return (app) => void app.attempt('The text size could not be stored', app.settings.zoom(step));
}

const COMMANDS: Record<MenuCommand, Run> = {
  'add-host': (app) => app.dialogs.editHost(null),
  'find-host': (app) => {
    app.sidebarShown = true;
    app.filterCalls += 1;
  },
  'close-tab': inActive((tab, app) => void app.closeTabs(tab)),
  'next-tab': (app) => show(app, () => app.tabs.step(1)),
  'previous-tab': (app) => show(app, () => app.tabs.step(-1)),
  'move-tab-left': (app) => app.tabs.moveActive(-1),
  'move-tab-right': (app) => app.tabs.moveActive(1),
  'rename-tab': inActive((tab) => (tab.renaming = true)),
  reconnect: inActive((tab, app) => reconnect(app, tab)),
  find: inActive((tab) => tab.find()),
  copy: inActive((tab) => tab.handle?.copy()),
  paste: inActive((tab) => tab.handle?.paste()),
  'select-all': inActive((tab) => tab.handle?.selectAll()),
  clear: inActive((tab) => tab.handle?.clear()),
  'zoom-in': zoom(1),
  'zoom-out': zoom(-1),
  'zoom-reset': zoom(0),
  'toggle-sidebar': (app) => (app.sidebarShown = !app.sidebarShown),
  settings: (app) => app.dialogs.openSettings(),
};

/** Connects a shell again; a failure to even try becomes a notice. */
export function reconnect(app: Workspace, tab: Tab): void {
  void app.attempt('The shell could not be reconnected', tab.reconnect());
  void app.focusTerminal();
}

/** Carries out a command. While a dialog is open only those that edit text do anything. */
export function runCommand(app: Workspace, command: Command): void {
  const field = focusedField();
  if (field && editField(app, field, command)) return;
  if (app.dialogs.current) return;
  const place = /^tab-(\d)$/.exec(command);
  if (place) show(app, () => app.tabs.goTo(Number(place[1])));
  else COMMANDS[command as MenuCommand](app);
}

function show(app: Workspace, change: () => void): void {
  change();
  void app.focusTerminal();
}

function editField(app: Workspace, field: HTMLInputElement, command: Command): boolean {
  if (command === 'copy') copyFromField(app.bridge, field);
  else if (command === 'paste') void pasteIntoField(app.bridge, field);
  else if (command === 'select-all') field.select();
  else return false;
  return true;
}
