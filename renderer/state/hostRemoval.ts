// What is asked before several hosts, or a folder with what is in it, go to the bin: only where that
// reaches more than was pointed at, or where shells or tunnels are open.
import { words } from '../../words/window.ts';
import { foldersBelow } from '../lib/hostTree.ts';
import type { Picked } from '../lib/picked.ts';
import type { Questions } from './dialogs.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

export type Asked = Questions['sure']['shows'];

type App = Pick<Workspace, 'hosts' | 'layout' | 'tunnels'>;

/** Null where nothing is to be asked. */
export function removalAsked(app: App, picked: Picked): Asked | null {
  const { tree } = app.hosts;
  const { folders } = picked;
  const hosts = tree.hostsOf(picked);
  const sum = (of: (id: string) => number) => hosts.reduce((all, { id }) => all + of(id), 0);
  const shells = sum((id) => app.layout.panesOn(id).length);
  const cuts = sum((id) => app.tunnels.openOn(id));
  const below = foldersBelow(
    tree.all,
    folders.map(({ id }) => id),
  );
  const more = hosts.length - picked.hosts.length + below;
  if (shells + cuts + more === 0) return null;
  const { remove } = words.hostTree.ask;
  const [only] = folders.length + picked.hosts.length === 1 ? folders : [];
  const text = [
    only && more > 0 && remove.goToo(hosts.length, below),
    shells > 0 && remove.shells(shells),
    cuts > 0 && remove.cuts(cuts),
    remove.undo,
  ];
  return {
    title: only ? remove.folder(only.name) : remove.title(hosts.length, folders.length),
    text: text.filter(Boolean).join(' '),
    act: remove.act(hosts.length, folders.length + below),
    destroys: true,
  };
}
