// The entry for sharing of a tab's and of a terminal's menu; where a shell can't be shared it stays in
// its place and says why.
import { shownKeys } from '../../../electron/ipc/commands.ts';
import { words } from '../../../words/window.ts';
import { share } from '../../state/commands.ts';
import type { Tab } from '../../state/tab.svelte.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import type { MenuEntry } from '../ui/Menu.svelte';

export function shareEntry(app: Workspace, tab: Tab): MenuEntry {
  const why = app.whyNotShared(tab);
  const keys = shownKeys('share-shell', app.info.platform);
  return {
    label: words.invitations.share.entry,
    keys,
    disabled: why !== '',
    why,
    run: () => share(tab, app),
  };
}
