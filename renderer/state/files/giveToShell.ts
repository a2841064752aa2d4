// Files that are let go of over a shell: asks once whether they are copied into its folder, or their paths
// typed for its program.
import type { FilePlace } from '../../../electron/ipc/contract.ts';
import { words } from '../../../words/window.ts';
import { joined, lastPart, shellQuoted } from '../../lib/filePaths.ts';
import { shellFolder } from '../../lib/shellFolder.ts';
import type { ShellPane } from '../pane.svelte.ts';
import type { Workspace } from '../workspace.svelte.ts';
import { bring, transfer } from './fileActs.ts';
import { placeOfShell } from './openFiles.ts';

/** @param names of files in a folder */
export async function giveToShell(
  app: Workspace,
  pane: ShellPane,
  from: FilePlace,
  names: readonly string[],
): Promise<void> {
  const paths = names.map((name) => joined(from.path, name));
  await ask(app, pane, paths, (to) => transfer(app, from, names, to, false));
}

/** Files of this computer, from the desktop. */
export async function givePathsToShell(
  app: Workspace,
  pane: ShellPane,
  paths: readonly string[],
): Promise<void> {
  await ask(app, pane, paths, (to) => bring(app, paths, to));
}

async function ask(
  app: Workspace,
  pane: ShellPane,
  paths: readonly string[],
  upload: (to: FilePlace) => Promise<void>,
): Promise<void> {
  if (paths.length === 0) return;
  const place = placeOfShell(app, pane);
  const to = place && { ...place, path: place.path || (shellFolder(pane, '/') ?? '') };
  const what = words.files.acts.named(lastPart(paths[0]!), paths.length);
  const host = app.panes.hostName(pane);
  // Into a folder that isn't known nothing is copied: it would be somewhere.
  const folder = to && to.path !== '' ? to.path : null;
  const answer = await app.dialogs.ask('give-files', { what, host, folder });
  if (answer === 'upload' && to) await upload(to);
  else if (answer === 'path') pane.handle?.pasteText(`${paths.map(shellQuoted).join(' ')} `);
  app.panes.focus(pane);
  void app.focusTerminal();
}
