// The entry for sharing of a tab's and of a terminal's menu; where a shell can't be shared it stays in
// its place and says why.
import { words } from '../../../words/window.ts';
import { share } from '../../state/commands.ts';
import type { ShellPane } from '../../state/pane.svelte.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import type { MenuEntry } from '../ui/MenuItems.svelte';

export function shareEntry(app: Workspace, pane: ShellPane): MenuEntry {
  const why = app.whyNotShared(pane);
  const keys = app.keymap.shown('share-shell');
  return {
    label: words.invitations.share.entry,
    keys,
    disabled: why !== '',
    why,
    run: () => share(pane, app),
  };
}
