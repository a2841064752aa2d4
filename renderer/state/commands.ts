// What each command does, whether it came from the application menu or from a key.
import { COMMANDS, type Need } from '../../electron/ipc/commands.ts';
import { words } from '../../words/window.ts';
import type { Command, TabNumber } from '../lib/keys.ts';
import { copyFromField, focusedField, pasteIntoField } from '../lib/fields.ts';
import { keepsShells } from '../lib/running.ts';
import { hasTunnels } from '../lib/tunnels.ts';
import type { Tab } from './tab.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

type Run = (app: Workspace) => void;

function inActive(run: (tab: Tab, app: Workspace) => void): Run {
  return (app) => {
    if (app.tabs.active) run(app.tabs.active, app);
  };
}

function zoom(step: -1 | 0 | 1): Run {
  return (app) => void app.attempt(words.workspace.failed.zoom, app.settings.zoom(step));
}

const RUN: Record<Exclude<Command, TabNumber>, Run> = {
  'add-host': (app) => app.dialogs.editHost(null),
  'join-shell': (app) => app.dialogs.join(),
  'share-shell': inActive(share),
  company: inActive((tab, app) => {
    const company = app.companyOf(tab);
    if (company?.shown) company.peopleOpen = !company.peopleOpen;
    else tell(app, 'company', words.workspace.nobodyElse);
  }),
  chat: inActive(toggleChat),
  'find-host': findHost,
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
  'copy-selected': inActive((tab) => tab.handle?.copySelected()),
  paste: inActive((tab) => tab.handle?.paste()),
  'select-all': inActive((tab) => tab.handle?.selectAll()),
  clear: inActive((tab) => tab.handle?.clear()),
  'zoom-in': zoom(1),
  'zoom-out': zoom(-1),
  'zoom-reset': zoom(0),
  'toggle-sidebar': (app) => (app.sidebarShown = !app.sidebarShown),
  settings: (app) => app.dialogs.openSettings(),
  'check-updates': (app) => {
    app.dialogs.openSettings('updates');
    void app.updates.check();
  },
  'running-shells': showRunning,
  tunnels: showTunnels,
  'new-shell': (app) => void app.openOwnShell(),
};

function findHost(app: Workspace): void {
  app.sidebarShown = true;
  app.filterCalls += 1;
}

/** Connects a shell again; a failure to even try becomes a notice. */
export function reconnect(app: Workspace, tab: Tab): void {
  void app.attempt(words.workspace.failed.reconnect, tab.reconnect());
  void app.focusTerminal();
}

/** Stops coming back; the shell itself goes on. */
export function stopTrying(app: Workspace, tab: Tab): void {
  void app.attempt(words.workspace.failed.stopTrying, tab.stopTrying());
  void app.focusTerminal();
}

/** Opens the dialog that makes invitations, or says why there can't be any. */
export function share(tab: Tab, app: Workspace): void {
  const why = app.whyNotShared(tab);
  if (why === '') app.dialogs.share(tab);
  else tell(app, 'share-shell', why);
}

/** Opens the chat or goes there; from there, closes it. */
export function toggleChat(tab: Tab, app: Workspace): void {
  const company = app.companyOf(tab);
  if (!company?.state?.group && !company?.shown)
    return tell(app, 'chat', words.workspace.nobodyElse);
  const inside = document.activeElement?.closest('[data-chat]') != null;
  if (!company.chatOpen || !inside) return company.openChat();
  company.closeChat();
  void app.focusTerminal();
}

function tell(app: Workspace, id: string, text: string): void {
  app.notices.add({ id, level: 'info', text });
}

/** Of the shown tab's host, or else of the one chosen in the list. */
function showRunning(app: Workspace): void {
  const shown = app.tabs.active && app.hosts.byId(app.tabs.active.host.id);
  const host = [shown, app.hosts.current].find((one) => one && keepsShells(one));
  if (host) app.dialogs.showRunning(host);
  else tell(app, 'running-shells', words.workspace.noAgentHost);
}

/** Of the host that the keyboard is on, or of the shown tab's host; or else all that run. */
function showTunnels(app: Workspace): void {
  const inList = document.activeElement?.closest('[role="listbox"]') ?? null;
  const shown = app.tabs.active && app.hosts.byId(app.tabs.active.host.id);
  const host = inList ? app.hosts.current : shown;
  app.dialogs.showTunnels(host && hasTunnels(host) ? host : null);
}

/**
 * Whether a key's command has something to do; else the key is the program's. That is decided only
 * by which tabs there are, which everybody sees, and on Windows by a selection. What else merely has
 * nothing to do just now (the text is as small as can be) keeps its key: a program may take it for
 * something else.
 */
export function applies(app: Tabbed, command: Command): boolean {
  const place = /^tab-(\d)$/.exec(command);
  // The ninth is the last one, which is there already where it is the only one.
  if (command === 'tab-9') return WHY_NOT.tabs(app) === '';
  if (place) return app.tabs.at(Number(place[1])) !== undefined;
  const { needs } = COMMANDS[command as Exclude<Command, TabNumber>];
  return needs === undefined || needs === 'tab' || WHY_NOT[needs](app) === '';
}

/** Why a command would do nothing now, in a person's words; '' when it does something. */
export function whyNot(app: Tabbed, command: Exclude<Command, TabNumber>): string {
  const { needs } = COMMANDS[command];
  return needs ? WHY_NOT[needs](app) : '';
}

type Tabbed = Pick<Workspace, 'tabs'>;

const WHY_NOT: Record<Need, (app: Tabbed) => string> = {
  tab: ({ tabs }) => (tabs.active ? '' : words.workspace.whyNot.tab),
  tabs: ({ tabs }) => (tabs.list.length > 1 ? '' : words.workspace.whyNot.tabs),
  selection: ({ tabs }) =>
    tabs.active?.handle?.hasSelection() ? '' : words.workspace.whyNot.selection,
};

/** Carries out a command. While a dialog is open only those that edit text do anything. */
export function runCommand(app: Workspace, command: Command): void {
  const field = focusedField();
  if (field && editField(app, field, command)) return;
  if (app.dialogs.current) return;
  const place = /^tab-(\d)$/.exec(command);
  if (place) show(app, () => app.tabs.goTo(Number(place[1])));
  else RUN[command as Exclude<Command, TabNumber>](app);
}

function show(app: Workspace, change: () => void): void {
  change();
  void app.focusTerminal();
}

function editField(app: Workspace, field: HTMLInputElement, command: Command): boolean {
  if (command === 'copy') copyFromField(app.bridge, field);
  else if (command === 'paste') {
    pasteIntoField(app.bridge, field).catch((error: unknown) =>
      app.notices.failed(words.notices.clipboard, error),
    );
  } else if (command === 'select-all') field.select();
  else return false;
  return true;
}
