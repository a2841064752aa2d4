// What a terminal's menu has for the link under the pointer: where it leads is what counts, not what its
// text says.
import { words } from '../../../words/window.ts';
import { canTrust, siteOf } from '../../lib/trustedSites.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import type { MenuEntry } from '../ui/MenuItems.svelte';

/** @param url of the link; null for none, which has no entries */
export function linkEntries(app: Workspace, url: string | null): MenuEntry[] {
  if (url === null) return [];
  const say = words.overPane.link;
  const copy = () =>
    void app.attempt(words.terminal.pane.noClipboard, app.bridge.call('clipboard:write', url));
  const entries: MenuEntry[] = [
    { label: say.open, run: () => void app.openLink(url) },
    { label: say.copy, run: copy },
  ];
  const trusted = app.settings.current.trustedSites;
  if (canTrust(url, trusted)) {
    entries.push({ label: say.always(siteOf(url)), run: () => void trustAndOpen(app, url) });
  }
  return entries;
}

/** Opens a link, and from now on those of its site without a question. */
async function trustAndOpen(app: Workspace, url: string): Promise<void> {
  const trustedSites = [...app.settings.current.trustedSites, siteOf(url)];
  await app.attempt(words.overPane.link.notTrusted, app.settings.set({ trustedSites }));
  await app.openLink(url);
}
