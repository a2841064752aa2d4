// Opening files: beside a shell whose host they are then, in a tab of their own, or where they are shown
// already.
import { focusedPane, panesIn, splitIn } from '../../../core/layout/find.ts';
import type { FilesContent, FilesSide, Pane } from '../../../core/layout/layout.ts';
import type { FilePlace, SavedHost } from '../../../electron/ipc/contract.ts';
import { shellFolder } from '../../lib/shellFolder.ts';
import type { ShellPane } from '../pane.svelte.ts';
import type { Workspace } from '../workspace.svelte.ts';

/** Of a shell, and of two sides of files beside it. */
const SHARES = [0.38, 0.62] as const;
const HERE: FilesSide = { hostId: null, path: '' };

/** Hosts that are reached by ssh or the agent have files, as they have tunnels. */
export function hasFiles(host: Pick<SavedHost, 'can'> | undefined): boolean {
  return host !== undefined && host.can.tunnels !== null;
}

/** The place of a shell's files, where it is by now; null where none can be had. */
export function placeOfShell(app: Workspace, pane: ShellPane): FilePlace | null {
  const host = app.hosts.byId(pane.host.id);
  if (hasFiles(host)) return { hostId: pane.host.id, path: shellFolder(pane, '') ?? '' };
  const isHere = host?.kind === 'local' || (!host && pane.host.kind === 'local');
  return isHere ? { hostId: null, path: shellFolder(pane, app.info.home) ?? '' } : null;
}

/** The command: those beside the shell, else of this computer; where they are shown, the keyboard goes there. */
export function openFiles(app: Workspace): void {
  const { active } = app.layout;
  const there = active && panesIn(active.tree).find(({ content }) => content.kind === 'files');
  if (there) app.panes.focus(there);
  else if (app.panes.focused) filesBeside(app, app.panes.focused);
  else openInTab(app, filesOf([HERE]));
  focus(app);
}

/** At the right of a shell, following it. */
export function filesBeside(app: Workspace, at: ShellPane): void {
  const place = placeOfShell(app, at);
  const sides = place === null ? [HERE] : place.hostId === null ? [place] : [HERE, place];
  const content = filesOf(sides, place === null ? null : at.id);
  const split = crypto.randomUUID();
  const to = { beside: at.id, side: 'right', split } as const;
  void app.layout.do({ op: 'split', pane: paneOf(content), to });
  // Two lists need more room than a shell; where others stand beside them, too, all have the same.
  const { active } = app.layout;
  if (sides.length === 2 && active && splitIn(active.tree, split))
    void app.layout.do({ op: 'share', split, shares: [...SHARES] });
  focus(app);
}

/** Those of a host, or of this computer, in a tab. */
export function openFilesOf(app: Workspace, { hostId, path }: FilePlace): void {
  openInTab(app, filesOf(hostId === null ? [{ hostId, path }] : [HERE, { hostId, path }]));
  focus(app);
}

/** Shows a files pane that is there. */
export function showFilesPane(app: Workspace, pane: Pane): void {
  const tab = app.tabs.list.find(({ tree }) => panesIn(tree).includes(pane));
  if (tab) app.tabs.show(tab);
  app.panes.focus(pane);
  focus(app);
}

/** The keyboard goes back to the shell beside the files. */
export function leaveFiles(app: Workspace): void {
  const { active } = app.layout;
  const own = active && focusedPane(active);
  if (own?.content.kind !== 'files') return;
  const shells = app.tabs.panesOf(active!);
  const back = shells.find(({ id }) => id === (own.content as FilesContent).follows) ?? shells[0];
  if (!back) return;
  app.panes.focus(back);
  void app.focusTerminal();
}

function focus(app: Workspace): void {
  void app.focusTerminal();
}

function openInTab(app: Workspace, content: FilesContent): void {
  const { tabs, active } = app.layout.window;
  const index = tabs.findIndex(({ id }) => id === active) + 1;
  void app.layout.do({ op: 'open', tab: crypto.randomUUID(), pane: paneOf(content), index });
}

function filesOf(sides: FilesSide[], follows: string | null = null): FilesContent {
  return { kind: 'files', sides, follows };
}

function paneOf(content: FilesContent): Pane {
  return { kind: 'pane', id: crypto.randomUUID(), content };
}
