// Puts away a file that is edited here. What was saved here goes to its host first; where it can't, who
// closes it is asked: as before a shell is closed in which something runs.
import { inWords } from '../../words/said.ts';
import { words } from '../../words/window.ts';
import { nameOfHost } from './fileNews.ts';
import type { Workspace } from './workspace.svelte.ts';

/** Rejects where it can't be put away at all. */
export async function putAway(
  app: Pick<Workspace, 'edits' | 'dialogs' | 'hosts'>,
  id: string,
): Promise<void> {
  let how: 'save' | 'drop' | 'compare' | null = 'save';
  while (how === 'save' || how === 'drop') {
    const why = await app.edits.close(id, how);
    // By now somebody may be at something else: it stays, and its row says why.
    if (!why || app.dialogs.current) return;
    const edit = app.edits.byId(id);
    const hostId = edit?.place.hostId ?? null;
    how = await app.dialogs.ask('put-away', {
      file: edit?.name ?? '',
      host: hostId === null ? words.transfers.row.here : nameOfHost(app, hostId),
      why: inWords(why),
      conflict: edit?.state === 'conflict',
    });
  }
  if (how === 'compare') app.dialogs.showFile({ kind: 'compare', id });
}
