// The menus of the tree: of a host, of a folder, of several of them, and of the empty space below.
import type { SavedHost } from '../../../electron/ipc/contract.ts';
import { words } from '../../../words/window.ts';
import type { FolderRow, HostRow, TreeRow } from '../../lib/hostTree.ts';
import type { Picked } from '../../lib/picked.ts';
import { keepsShells } from '../../lib/running.ts';
import { sshCommand } from '../../lib/sshCommand.ts';
import { hasTunnels } from '../../lib/tunnels.ts';
import { takesKeys } from '../../state/keyToHost.svelte.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import type { MenuEntry } from '../ui/MenuItems.svelte';
import { linkedHostEntries, linkEntries } from './linkEntries.ts';
import { cut, put, rename } from './treeKeys.ts';

/** @param row null: below all */
export function entriesOf(app: Workspace, row: TreeRow | null): MenuEntry[] {
  const { tree } = app.hosts;
  if (!row || row.is === 'section') return emptyEntries(app, row);
  const picked = tree.picked(row);
  if (picked.hosts.length + picked.folders.length > 1) return manyEntries(app, row, picked);
  return row.is === 'host' ? hostEntries(app, row, picked) : folderEntries(app, row, picked);
}

function hostEntries(app: Workspace, row: HostRow, picked: Picked): MenuEntry[] {
  const { host } = row;
  const { menu } = words.hosts;
  const { menu: say, keys } = words.hostTree;
  const star = host.favourite ? say.unfavourite : say.favourite;
  const duplicated = () => {
    const copied = app.hosts.duplicate(host.id).then(() => (app.hosts.focusCalls += 1));
    void app.attempt(words.hosts.notDuplicated(host.name), copied);
  };
  return [
    { label: menu.open, keys: words.hosts.keys.open, run: () => app.openShell(host) },
    { label: say.beside, keys: key(app, keys.beside), run: () => app.openAt(host, 'right') },
    ...agentEntries(app, row),
    ...tunnelEntries(app, row),
    ...keyEntries(app, row),
    { label: star, apart: true, run: () => void app.acts.favourite([host], !host.favourite) },
    ...(stays(host) ? [] : [{ label: say.rename, keys: keys.rename, run: () => rename(app, row) }]),
    { label: say.edit, keys: keys.edit, run: () => app.editHost(host) },
    { label: menu.duplicate, run: duplicated },
    ...(stays(host) ? [tagEntry(app, picked)] : moveEntries(app, row, picked)),
    ...commandEntries(app, row),
    ...linkedHostEntries(app, host),
    ...lastEntries(app, picked),
  ];
}

function folderEntries(app: Workspace, row: FolderRow, picked: Picked): MenuEntry[] {
  const { menu: say, keys } = words.hostTree;
  const { own } = row;
  const hosts = app.hosts.tree.hostsOf(picked);
  return [
    {
      label: row.open ? say.fold : say.unfold,
      keys: words.hosts.keys.open,
      run: () => app.hosts.tree.fold(row.key, !row.open),
    },
    {
      label: say.connectAll,
      disabled: hosts.length === 0,
      run: () => void app.acts.connect(picked),
    },
    { label: say.newInside, apart: true, run: () => app.dialogs.editFolder(null, own.id) },
    { label: say.addHere, run: () => app.dialogs.editHost(null, { folder: own.id }) },
    { label: say.rename, apart: true, keys: keys.rename, run: () => rename(app, row) },
    { label: say.editFolder, keys: keys.edit, run: () => app.dialogs.editFolder(own) },
    ...moveEntries(app, row, picked),
    ...linkEntries(app, own.id),
    ...lastEntries(app, picked, say.removeFolder),
  ];
}

function manyEntries(app: Workspace, row: TreeRow, picked: Picked): MenuEntry[] {
  const { menu: say, keys } = words.hostTree;
  const hosts = app.hosts.tree.hostsOf(picked);
  const none = hosts.length === 0;
  return [
    { label: say.connect, disabled: none, run: () => void app.acts.connect(picked) },
    ...favouriteEntries(app, picked),
    {
      label: say.edit,
      keys: keys.edit,
      disabled: none,
      run: () => app.dialogs.editMany(hosts),
    },
    ...moveEntries(app, row, picked),
    ...lastEntries(app, picked),
  ];
}

/** Of several hosts; those that are favourites already lose it only where all are. */
export function favouriteEntries(app: Workspace, picked: Picked): MenuEntry[] {
  const { menu: say } = words.hostTree;
  const hosts = app.hosts.tree.hostsOf(picked);
  if (hosts.length === 0) return [];
  const all = hosts.every(({ favourite }) => favourite);
  const label = all ? say.unfavourite : say.favourite;
  return [{ label, apart: true, run: () => void app.acts.favourite(hosts, !all) }];
}

function moveEntries(app: Workspace, row: TreeRow, picked: Picked): MenuEntry[] {
  const { menu: say, keys } = words.hostTree;
  const { tree } = app.hosts;
  const puts = { label: say.paste, keys: key(app, keys.paste), run: () => put(app, row) };
  return [
    { label: say.move, run: () => void app.acts.askMove(picked) },
    { label: say.cut, keys: key(app, keys.cut), run: () => cut(app, row) },
    ...(tree.cut.size > 0 && !tree.flat ? [puts] : []),
    tagEntry(app, picked),
  ];
}

function tagEntry(app: Workspace, picked: Picked): MenuEntry {
  return { label: words.hostTree.menu.tag, run: () => void app.acts.askTag(picked) };
}

/** It stands in a file that its folder follows: there it is called, moved and removed. */
function stays({ kind }: SavedHost): boolean {
  return kind === 'config';
}

function lastEntries(app: Workspace, picked: Picked, label = words.hosts.menu.remove): MenuEntry[] {
  const hosts = app.hosts.tree.hostsOf(picked);
  const ids = hosts.map(({ id }) => id);
  const exported = {
    label: words.hostTree.menu.export,
    apart: true,
    disabled: ids.length === 0,
    run: () => app.dialogs.exportHosts(ids),
  };
  if (picked.folders.length === 0 && hosts.every(stays)) return [exported];
  return [
    exported,
    {
      label,
      keys: words.hosts.keys.remove,
      destructive: true,
      run: () => void app.acts.delete(picked),
    },
  ];
}

/** Of a heading, and of the space below the rows. */
function emptyEntries(app: Workspace, row: TreeRow | null): MenuEntry[] {
  const { menu } = words.hosts;
  const { menu: say, head, keys } = words.hostTree;
  const puts = { label: say.paste, keys: key(app, keys.paste), run: () => put(app, row) };
  return [
    { label: menu.add, run: () => app.dialogs.editHost(null) },
    { label: head.newFolder, run: () => app.dialogs.editFolder(null) },
    ...(app.hosts.tree.cut.size > 0 ? [puts] : []),
    { label: head.import, run: () => app.dialogs.importHosts() },
    { label: menu.join, apart: true, run: () => app.dialogs.join() },
    { label: menu.allTunnels, run: () => app.dialogs.showTunnels(null) },
  ];
}

function commandEntries(app: Workspace, { host }: HostRow): MenuEntry[] {
  const command = sshCommand(host, (id) => app.hosts.byId(id));
  if (command === null) return [];
  const copied = () => app.bridge.call('clipboard:write', command);
  const run = () => void app.attempt(words.hosts.notCopied, copied());
  return [{ label: words.hosts.menu.copyCommand, run }];
}

function tunnelEntries(app: Workspace, { host }: HostRow): MenuEntry[] {
  if (!hasTunnels(host)) return [];
  const shown = app.keymap.shown('tunnels');
  return [
    { label: words.hosts.menu.tunnels, keys: shown, run: () => app.dialogs.showTunnels(host) },
  ];
}

function keyEntries(app: Workspace, { host }: HostRow): MenuEntry[] {
  if (!takesKeys(host)) return [];
  return [{ label: words.sshKeys.host.hostMenu, run: () => app.dialogs.showKeys('keys', host) }];
}

function agentEntries(app: Workspace, { host }: HostRow): MenuEntry[] {
  if (!keepsShells(host)) return [];
  const { menu, keys } = words.hosts;
  const running = {
    label: menu.running,
    keys: keys.running,
    run: () => app.dialogs.showRunning(host),
  };
  const install = {
    label: menu.install,
    run: () => app.openShell(host, { how: 'install-agent' }),
  };
  return host.can.install ? [running, install] : [running];
}

function key(app: Workspace, keys: { usual: string; mac: string }): string {
  return app.info.platform === 'darwin' ? keys.mac : keys.usual;
}
