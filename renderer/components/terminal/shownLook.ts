// What a pane is painted in as it is seen: the system's own colours where those are forced. Whatever paints
// on a terminal asks here, so that none of it stands on the other's ground.
import { MediaQuery } from 'svelte/reactivity';
import type { Look } from '../../../core/look/derive.ts';
import { FORCED_COLOURS, systemLook } from '../../lib/systemLook.ts';
import type { ShellPane } from '../../state/pane.svelte.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';

let forced: MediaQuery | undefined;

/** Followed where it is asked for in an effect or in what is derived. */
export function shownLook(app: Pick<Workspace, 'lookOfPane'>, pane: ShellPane): Look {
  forced ??= new MediaQuery(FORCED_COLOURS);
  return forced.current ? systemLook() : app.lookOfPane(pane);
}
