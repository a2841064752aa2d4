// What opens a window of its own about files that are chosen: the menu of a files pane calls these by name.
import type { FileRow } from '../../electron/ipc/contract.ts';
import { joined } from '../lib/filePaths.ts';
import { shownName } from '../lib/fileWords.ts';
import { words } from '../../words/window.ts';
import type { Workspace } from './workspace.svelte.ts';

/** Where the rows are: a saved host's id, null for this computer; the id of the open side; its folder. */
export interface ActionSide {
  id: string;
  hostId: string | null;
  path: string;
}

/** A look at a file, without opening it anywhere. */
export function look(app: Workspace, side: ActionSide, row: FileRow): void {
  app.dialogs.showFile({ kind: 'look', side, row });
}

export function permissions(app: Workspace, side: ActionSide, rows: readonly FileRow[]): void {
  app.dialogs.showFile({ kind: 'permissions', side, rows });
}

/** `others`: names beside them in their folder, so that it is seen which are taken. */
export function renameMany(
  app: Workspace,
  side: ActionSide,
  rows: readonly FileRow[],
  others: readonly string[] = [],
): void {
  app.dialogs.showFile({ kind: 'rename-many', side, rows, others });
}

/** How much is in these, folders with all that is in them. */
export function sizes(app: Workspace, side: ActionSide, rows: readonly FileRow[]): void {
  app.dialogs.showFile({ kind: 'facts', side, rows, what: 'size' });
}

export function checksum(app: Workspace, side: ActionSide, row: FileRow): void {
  app.dialogs.showFile({ kind: 'facts', side, rows: [row], what: 'sum' });
}

export function newLink(app: Workspace, side: ActionSide): void {
  app.dialogs.showFile({ kind: 'new-link', side });
}

/** In the editor that the settings name, or else in the window's own. */
export async function edit(
  app: Workspace,
  { hostId, path }: ActionSide,
  row: FileRow,
  asRoot: boolean,
): Promise<void> {
  const opened = app.edits.open({ hostId, path: joined(path, row.name) }, asRoot).then((id) => {
    if (app.settings.current.fileEditor.length === 0) app.dialogs.showFile({ kind: 'editor', id });
  });
  await app.attempt(words.transfers.failed.edit(shownName(row)), opened);
}
