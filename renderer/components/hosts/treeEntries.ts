// The menus of the tree: of a host, of a folder, of several of them, and of the empty space below.
import type { SavedHost } from '../../../electron/ipc/contract.ts';
import { words } from '../../../words/window.ts';
import type { FolderRow, HostRow, TreeRow } from '../../lib/hostTree.ts';
import type { Picked } from '../../lib/picked.ts';
import { keepsShells } from '../../lib/running.ts';
import { sshCommand } from '../../lib/sshCommand.ts';
import { hasTunnels } from '../../lib/tunnels.ts';
import { hasFiles, openFilesOf } from '../../state/files/openFiles.ts';
import { takesKeys } from '../../state/keyToHost.svelte.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import type { MenuEntry } from '../ui/MenuItems.svelte';
import { linkedHostEntries, linkEntries } from './linkEntries.ts';
import { treeIcons as icons } from './treeIcons.ts';
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
  const duplicated = () => {
    const copied = app.hosts.duplicate(host.id).then(() => app.focusHost());
    void app.attempt(words.hosts.notDuplicated(host.name), copied);
  };
  return [
    {
      label: menu.open,
      icon: icons.open,
      keys: words.hosts.keys.open,
      run: () => app.openShell(host),
    },
    {
      label: say.beside,
      icon: icons.beside,
      keys: key(app, keys.beside),
      run: () => app.openAt(host, 'right'),
    },
    ...filesEntries(app, row),
    ...agentEntries(app, row),
    ...tunnelEntries(app, row),
    ...keyEntries(app, row),
    starEntry(host.favourite, () => void app.acts.favourite([host], !host.favourite)),
    ...(stays(host) ? [] : [renameEntry(app, row)]),
    { label: say.edit, icon: icons.edit, keys: keys.edit, run: () => app.editHost(host) },
    { label: menu.duplicate, icon: icons.duplicate, run: duplicated },
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
      icon: row.open ? icons.fold : icons.unfold,
      keys: words.hosts.keys.open,
      run: () => app.hosts.tree.fold(row.key, !row.open),
    },
    {
      label: say.connectAll,
      icon: icons.open,
      disabled: hosts.length === 0,
      run: () => void app.acts.connect(picked),
    },
    {
      label: say.newInside,
      icon: icons.newFolder,
      apart: true,
      run: () => app.dialogs.editFolder(null, own.id),
    },
    {
      label: say.addHere,
      icon: icons.add,
      run: () => app.dialogs.editHost(null, { folder: own.id }),
    },
    { ...renameEntry(app, row), apart: true },
    {
      label: say.editFolder,
      icon: icons.folderSettings,
      keys: keys.edit,
      run: () => app.dialogs.editFolder(own),
    },
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
    {
      label: say.connect,
      icon: icons.open,
      disabled: none,
      run: () => void app.acts.connect(picked),
    },
    ...favouriteEntries(app, picked),
    {
      label: say.edit,
      icon: icons.edit,
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
  const hosts = app.hosts.tree.hostsOf(picked);
  if (hosts.length === 0) return [];
  const all = hosts.every(({ favourite }) => favourite);
  return [starEntry(all, () => void app.acts.favourite(hosts, !all))];
}

function starEntry(is: boolean, run: () => void): MenuEntry {
  const { menu: say } = words.hostTree;
  const label = is ? say.unfavourite : say.favourite;
  return { label, icon: is ? icons.unfavourite : icons.favourite, apart: true, run };
}

function renameEntry(app: Workspace, row: TreeRow): MenuEntry {
  const { menu: say, keys } = words.hostTree;
  return { label: say.rename, icon: icons.rename, keys: keys.rename, run: () => rename(app, row) };
}

function pasteEntry(app: Workspace, row: TreeRow | null): MenuEntry {
  const { menu: say, keys } = words.hostTree;
  return {
    label: say.paste,
    icon: icons.paste,
    keys: key(app, keys.paste),
    run: () => put(app, row),
  };
}

function moveEntries(app: Workspace, row: TreeRow, picked: Picked): MenuEntry[] {
  const { menu: say, keys } = words.hostTree;
  const { tree } = app.hosts;
  return [
    { label: say.move, icon: icons.move, run: () => void app.acts.askMove(picked) },
    { label: say.cut, icon: icons.cut, keys: key(app, keys.cut), run: () => cut(app, row) },
    ...(tree.cut.size > 0 && !tree.flat ? [pasteEntry(app, row)] : []),
    tagEntry(app, picked),
  ];
}

function tagEntry(app: Workspace, picked: Picked): MenuEntry {
  const run = () => void app.acts.askTag(picked);
  return { label: words.hostTree.menu.tag, icon: icons.tag, run };
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
    icon: icons.export,
    apart: true,
    disabled: ids.length === 0,
    run: () => app.dialogs.exportHosts(ids),
  };
  if (picked.folders.length === 0 && hosts.every(stays)) return [exported];
  return [
    exported,
    {
      label,
      icon: icons.remove,
      keys: words.hosts.keys.remove,
      destructive: true,
      run: () => void app.acts.delete(picked),
    },
  ];
}

/** Of a heading, and of the space below the rows. */
function emptyEntries(app: Workspace, row: TreeRow | null): MenuEntry[] {
  const { menu } = words.hosts;
  const { head } = words.hostTree;
  return [
    { label: menu.add, icon: icons.add, run: () => app.dialogs.editHost(null) },
    { label: head.newFolder, icon: icons.newFolder, run: () => app.dialogs.editFolder(null) },
    ...(app.hosts.tree.cut.size > 0 ? [pasteEntry(app, row)] : []),
    { label: head.import, icon: icons.import, run: () => app.dialogs.importHosts() },
    { label: menu.join, icon: icons.join, apart: true, run: () => app.dialogs.join() },
    { label: menu.allTunnels, icon: icons.tunnels, run: () => app.dialogs.showTunnels(null) },
  ];
}

function commandEntries(app: Workspace, { host }: HostRow): MenuEntry[] {
  const command = sshCommand(host, (id) => app.hosts.byId(id));
  if (command === null) return [];
  const copied = () => app.bridge.call('clipboard:write', command);
  const run = () => void app.attempt(words.hosts.notCopied, copied());
  return [{ label: words.hosts.menu.copyCommand, icon: icons.copyCommand, run }];
}

function filesEntries(app: Workspace, { host }: HostRow): MenuEntry[] {
  const hostId = hasFiles(host) ? host.id : host.kind === 'local' ? null : undefined;
  if (hostId === undefined) return [];
  const run = () => openFilesOf(app, { hostId, path: '' });
  return [{ label: words.hosts.menu.files, icon: icons.files, run }];
}

function tunnelEntries(app: Workspace, { host }: HostRow): MenuEntry[] {
  if (!hasTunnels(host)) return [];
  const shown = app.keymap.shown('tunnels');
  const run = () => app.dialogs.showTunnels(host);
  return [{ label: words.hosts.menu.tunnels, icon: icons.tunnels, keys: shown, run }];
}

function keyEntries(app: Workspace, { host }: HostRow): MenuEntry[] {
  if (!takesKeys(host)) return [];
  const run = () => app.dialogs.showKeys('keys', host);
  return [{ label: words.sshKeys.host.hostMenu, icon: icons.keys, run }];
}

function agentEntries(app: Workspace, { host }: HostRow): MenuEntry[] {
  if (!keepsShells(host)) return [];
  const { menu, keys } = words.hosts;
  const running = {
    label: menu.running,
    icon: icons.running,
    keys: keys.running,
    run: () => app.dialogs.showRunning(host),
  };
  const install = {
    label: menu.install,
    icon: icons.install,
    run: () => app.openShell(host, { how: 'install-agent' }),
  };
  return host.can.install ? [running, install] : [running];
}

function key(app: Workspace, keys: { usual: string; mac: string }): string {
  return app.info.platform === 'darwin' ? keys.mac : keys.usual;
}
