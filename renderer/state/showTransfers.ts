// Brings the keyboard to the queue of transfers: in the files pane that is there, else in one that is made.
import { panesIn } from '../../core/layout/find.ts';
import type { Pane } from '../../core/layout/layout.ts';
import { openFilesOf, showFilesPane } from './files/openFiles.ts';
import type { Workspace } from './workspace.svelte.ts';

export function showTransfers(app: Workspace): void {
  app.transfers.folded = false;
  app.transfers.wanted = true;
  const there = shownFiles(app) ?? app.layout.filesPanes[0];
  if (there) showFilesPane(app, there);
  else openFilesOf(app, { hostId: null, path: '' });
}

/** Of the shown tab before all others. */
function shownFiles({ layout: { active } }: Workspace): Pane | undefined {
  return active ? panesIn(active.tree).find(({ content }) => content.kind === 'files') : undefined;
}
