// Where a side can be: this computer, the bookmarks, and hosts; those that are open now before all others.
import { words } from '../../../words/window.ts';
import { placeName } from '../../state/files/fileActs.ts';
import type { FilesPane } from '../../state/files/filesPane.svelte.ts';
import type { FileSide } from '../../state/files/fileSide.svelte.ts';
import { hasFiles } from '../../state/files/openFiles.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import type { MenuEntry } from '../ui/MenuItems.svelte';

/** More of them are found in the list of hosts, whose menu has their files, too. */
const MOST_HOSTS = 20;

export function placeEntries(app: Workspace, files: FilesPane, side: FileSide): MenuEntry[] {
  const to = (hostId: string | null, path: string) => (): void =>
    void (files.active = files.become(side, { hostId, path }));
  const hosts = hostsToOffer(app).map((id) => ({
    label: placeName(app, id),
    checked: side.hostId === id,
    run: to(id, ''),
  }));
  const marks = app.files.bookmarks.map(({ hostId, path, name }) => ({
    label: name,
    detail: hostId === side.hostId ? path : `${placeName(app, hostId)}:${path}`,
    run: to(hostId, path),
  }));
  return [
    { label: words.files.side.here, checked: side.hostId === null, run: to(null, '') },
    ...apart(hosts),
    ...apart(marks),
  ];
}

/** With live shells, then favourites, then the rest in their order. */
export function hostsToOffer({ hosts, panes }: Workspace): string[] {
  const all = hosts.list.filter(hasFiles);
  const live = new Set(panes.liveHosts);
  const rank = ({ id, favourite }: (typeof all)[number]): number =>
    live.has(id) ? 0 : favourite ? 1 : 2;
  const ranked = [0, 1, 2].flatMap((one) => all.filter((host) => rank(host) === one));
  return ranked.slice(0, MOST_HOSTS).map(({ id }) => id);
}

function apart<E extends MenuEntry>([first, ...rest]: E[]): MenuEntry[] {
  return first ? [{ ...first, apart: true }, ...rest] : [];
}
