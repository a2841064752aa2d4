// What each command does, whether it came from the application menu or from a key.
import { COMMANDS, type Need } from '../../electron/ipc/commands.ts';
import type { Tab } from '../../core/layout/layout.ts';
import { words } from '../../words/window.ts';
import type { Command, TabNumber } from '../lib/keys.ts';
import { copyFromField, focusedField, pasteIntoField } from '../lib/fields.ts';
import { keepsShells } from '../lib/running.ts';
import { hasTunnels } from '../lib/tunnels.ts';
import type { ShellPane } from './pane.svelte.ts';
import { openFiles } from './files/openFiles.ts';
import { PANE_COMMANDS } from './paneCommands.ts';
import type { Workspace } from './workspace.svelte.ts';

type Run = (app: Workspace) => void;

function inFocused(run: (pane: ShellPane, app: Workspace) => void): Run {
  return (app) => {
    if (app.panes.focused) run(app.panes.focused, app);
  };
}

function inActive(run: (tab: Tab, app: Workspace) => void): Run {
  return (app) => {
    if (app.tabs.active) run(app.tabs.active, app);
  };
}

function zoom(step: -1 | 0 | 1): Run {
  return (app) => void app.attempt(words.workspace.failed.zoom, app.settings.zoom(step));
}

const RUN: Record<Exclude<Command, TabNumber>, Run> = {
  ...PANE_COMMANDS,
  'add-host': (app) => app.dialogs.editHost(null),
  'import-hosts': (app) => app.dialogs.importHosts(),
  'link-ssh-config': (app) => app.dialogs.showLinked(),
  'join-shell': (app) => app.dialogs.join(),
  'share-shell': inFocused(share),
  company: inFocused((pane, app) => {
    const company = app.companyOf(pane);
    if (app.sidePanel !== null) closeSidePanel(app);
    else if (company?.shown) app.sidePanel = 'people';
    else tell(app, 'company', words.workspace.nobodyElse);
  }),
  chat: inFocused(toggleChat),
  'find-host': findHost,
  palette: (app) => app.palette.open(),
  'next-tab': (app) => show(app, () => app.tabs.step(1)),
  'previous-tab': (app) => show(app, () => app.tabs.step(-1)),
  'move-tab-left': (app) => app.tabs.moveActive(-1),
  'move-tab-right': (app) => app.tabs.moveActive(1),
  'connection-details': inFocused((_pane, app) => app.details.toggle()),
  'rename-tab': inActive((tab, app) => (app.tabs.renaming = tab.id)),
  reconnect: inFocused((pane, app) => reconnect(app, pane)),
  find: (app) => {
    if (app.focusedSettings) app.settingsPage.find();
    else if (app.focusedFiles) app.files.findCalls += 1;
    else app.panes.focused?.find();
  },
  copy: inFocused((pane) => pane.handle?.copy()),
  'copy-selected': inFocused((pane) => pane.handle?.copySelected()),
  paste: inFocused((pane) => pane.handle?.paste()),
  'select-all': inFocused((pane) => pane.handle?.selectAll()),
  clear: inFocused((pane) => pane.handle?.clear()),
  'zoom-in': zoom(1),
  'zoom-out': zoom(-1),
  'zoom-reset': zoom(0),
  'toggle-sidebar': toggleSidebar,
  settings: (app) => app.openSettings(),
  'check-updates': (app) => {
    app.openSettings('updates');
    void app.updates.check();
  },
  'running-shells': showRunning,
  tunnels: showTunnels,
  files: openFiles,
  'new-shell': (app) => void app.openOwnShell(),
  'edit-shown-hosts': editShown,
  'export-hosts': (app) => app.dialogs.exportHosts(null),
  'deleted-hosts': (app) => app.dialogs.showKept('bin'),
  'saved-logins': (app) => app.openSettings('logins'),
  'ssh-keys': (app) => app.dialogs.showKeys('keys'),
  'known-hosts': (app) => app.dialogs.showKeys('known'),
  'host-backups': (app) => app.dialogs.showKept('backups'),
};

/** A drawer lies over what one works in, so the keyboard goes there with it. */
function toggleSidebar(app: Workspace): void {
  if (!app.room.drawer) app.sidebarShown = !app.sidebarShown;
  else if (app.sidebarShown) app.leaveSidebar();
  else showHosts(app);
}

function showHosts(app: Workspace): void {
  app.view = 'hosts';
  app.sidebarShown = true;
  app.filterCalls += 1;
}

// Where the sidebar is, its filter box is the place to look; else the palette brings the hosts.
function findHost(app: Workspace): void {
  if (app.sidebarShown) showHosts(app);
  else app.palette.open('@');
}

/** Connects a shell again; a failure to even try becomes a notice. */
export function reconnect(app: Workspace, pane: ShellPane): void {
  void app.attempt(words.workspace.failed.reconnect, pane.reconnect());
  void app.focusTerminal();
}

/**
 * Enter while the connection is lost tries again at once. Not where something typed waits to be sent:
 * then it ends that line. Answers whether it was meant so.
 */
export function tryNow(app: Workspace, pane: ShellPane): boolean {
  const { state, canReconnect, pendingInput } = pane.status;
  if (state !== 'reconnecting' || !canReconnect || pendingInput > 0) return false;
  reconnect(app, pane);
  return true;
}

/** Stops coming back; the shell itself goes on. */
export function stopTrying(app: Workspace, pane: ShellPane): void {
  void app.attempt(words.workspace.failed.stopTrying, pane.stopTrying());
  void app.focusTerminal();
}

/** Opens the dialog that makes invitations, or says why there can't be any. */
export function share(pane: ShellPane, app: Workspace): void {
  const why = app.whyNotShared(pane);
  if (why === '') app.dialogs.share(pane);
  else tell(app, 'share-shell', why);
}

/** Opens the chat or goes there; from there, closes it. */
export function toggleChat(pane: ShellPane, app: Workspace): void {
  const company = app.companyOf(pane);
  if (!company?.state?.group && !company?.shown)
    return tell(app, 'chat', words.workspace.nobodyElse);
  const inside = document.activeElement?.closest('[data-chat]') != null;
  if (app.sidePanel === 'people' && inside) return closeSidePanel(app);
  app.sidePanel = 'people';
  company.openChat();
}

/** Shuts the panel at the side and gives the keyboard back. */
export function closeSidePanel(app: Workspace): void {
  app.sidePanel = null;
  void app.focusTerminal();
}

function tell(app: Workspace, id: string, text: string): void {
  app.notices.add({ id, level: 'info', text });
}

/** Of the focused pane's host, or else of the one chosen in the list. */
function showRunning(app: Workspace): void {
  const shown = app.panes.focused && app.hosts.byId(app.panes.focused.host.id);
  const host = [shown, app.hosts.current].find((one) => one && keepsShells(one));
  if (host) app.dialogs.showRunning(host);
  else tell(app, 'running-shells', words.workspace.noAgentHost);
}

/** Those that what is typed in the list's box leaves: all, where nothing is. */
function editShown(app: Workspace): void {
  const [first, second] = app.hosts.shown;
  if (first && second) app.dialogs.editMany(app.hosts.shown);
  else if (first) app.editHost(first);
  else tell(app, 'edit-shown', words.hostSearch.noMatch(app.hosts.search.typed.trim()));
}

/** Of the host that the keyboard is on, or of the focused pane's host; or else all that run. */
function showTunnels(app: Workspace): void {
  const inList = document.activeElement?.closest('[role="tree"]') ?? null;
  const shown = app.panes.focused && app.hosts.byId(app.panes.focused.host.id);
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
  return needs === undefined || KEPT.has(needs) || WHY_NOT[needs](app) === '';
}

/** Why a command would do nothing now, in a person's words; '' when it does something. */
export function whyNot(app: Tabbed, command: Exclude<Command, TabNumber>): string {
  const { needs } = COMMANDS[command];
  return needs ? WHY_NOT[needs](app) : '';
}

type Tabbed = Pick<Workspace, 'tabs' | 'panes' | 'layout'>;

/** Where one of these isn't met, the key isn't the program's for all that. */
const KEPT: ReadonlySet<Need> = new Set(['tab', 'closed']);

const WHY_NOT: Record<Need, (app: Tabbed) => string> = {
  tab: ({ tabs }) => (tabs.active ? '' : words.workspace.whyNot.tab),
  tabs: ({ tabs }) => (tabs.list.length > 1 ? '' : words.workspace.whyNot.tabs),
  panes: ({ tabs }) => (tabs.active?.tree.kind === 'split' ? '' : words.workspace.whyNot.panes),
  closed: ({ layout }) => (layout.closed.length > 0 ? '' : words.workspace.whyNot.closed),
  selection: ({ panes }) =>
    panes.focused?.handle?.hasSelection() ? '' : words.workspace.whyNot.selection,
};

/** Carries out a command. While a dialog is open only those that edit text do anything. */
export function runCommand(app: Workspace, command: Command): void {
  if (app.keysEditor?.meant(command)) return;
  const field = focusedField();
  if (field && editField(app, field, command)) return;
  if (app.dialogs.current || app.dialogs.leaving) return;
  if (command !== 'palette') app.palette.close();
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
