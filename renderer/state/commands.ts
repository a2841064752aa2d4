// What each command does, whether it came from the application menu or from a key.
import type { Command, TabNumber } from '../lib/keys.ts';
import { copyFromField, focusedField, pasteIntoField } from '../lib/fields.ts';
import { keepsShells } from '../lib/running.ts';
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

const COMMANDS: Record<Exclude<Command, TabNumber>, Run> = {
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
  'connection-details': inActive((_tab, app) => app.details.toggle()),
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
  'running-shells': showRunning,
};

/** Connects a shell again; a failure to even try becomes a notice. */
export function reconnect(app: Workspace, tab: Tab): void {
  void app.attempt('The shell could not be reconnected', tab.reconnect());
  void app.focusTerminal();
}

/** Stops coming back; the shell itself goes on. */
export function stopTrying(app: Workspace, tab: Tab): void {
  void app.attempt('Reconnecting could not be stopped', tab.stopTrying());
  void app.focusTerminal();
}

/** Of the shown tab's host, or else of the one chosen in the list. */
function showRunning(app: Workspace): void {
  const shown = app.tabs.active && app.hosts.byId(app.tabs.active.host.id);
  const host = [shown, app.hosts.current].find((one) => one && keepsShells(one));
  if (host) app.dialogs.showRunning(host);
  else app.notices.add({ id: 'running-shells', level: 'info', text: NO_AGENT_HOST });
}

const NO_AGENT_HOST =
  'Running shells are kept on hosts with bowline-agent. Choose one in the list, then try again.';

/** Carries out a command. While a dialog is open only those that edit text do anything. */
export function runCommand(app: Workspace, command: Command): void {
  const field = focusedField();
  if (field && editField(app, field, command)) return;
  if (app.dialogs.current) return;
  const place = /^tab-(\d)$/.exec(command);
  if (place) show(app, () => app.tabs.goTo(Number(place[1])));
  else COMMANDS[command as Exclude<Command, TabNumber>](app);
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
