// What the menus have for a folder that follows an ssh config, and for a host in it.
import FilePen from '@lucide/svelte/icons/file-pen';
import MessageCircleQuestionMark from '@lucide/svelte/icons/message-circle-question-mark';
import RotateCw from '@lucide/svelte/icons/rotate-cw';
import Unlink from '@lucide/svelte/icons/unlink';
import type { SavedHost } from '../../../electron/ipc/contract.ts';
import { words } from '../../../words/window.ts';
import type { Workspace } from '../../state/workspace.svelte.ts';
import type { MenuEntry } from '../ui/MenuItems.svelte';

/** Of a folder; none where it follows no file. */
export function linkEntries(app: Workspace, folder: string): MenuEntry[] {
  if (!app.links.of(folder)) return [];
  const first = app.hosts.list.find((host) => host.folder === folder && host.kind === 'config');
  return [
    {
      label: words.linkedHosts.menu.read,
      icon: RotateCw,
      apart: true,
      run: () => readAgain(app, folder),
    },
    ...(first ? [askEntry(app, first)] : []),
    editEntry(app, folder),
    { label: words.linkedHosts.menu.end, icon: Unlink, run: () => void endLink(app, folder) },
  ];
}

/** Of a host; none where it stands in no file. */
export function linkedHostEntries(app: Workspace, host: SavedHost): MenuEntry[] {
  if (host.kind !== 'config' || !app.links.of(host.folder)) return [];
  return [{ ...askEntry(app, host), apart: true }, editEntry(app, host.folder!)];
}

function askEntry(app: Workspace, host: SavedHost): MenuEntry {
  const run = (): void => app.dialogs.askSsh(host);
  return { label: words.linkedHosts.menu.ask, icon: MessageCircleQuestionMark, run };
}

function editEntry(app: Workspace, folder: string): MenuEntry {
  return {
    label: words.linkedHosts.menu.edit,
    icon: FilePen,
    run: () => openLinkedFile(app, folder),
  };
}

export function readAgain(app: Workspace, folder: string): void {
  void app.attempt(words.linkedHosts.notRead, app.bridge.call('links:read', folder));
}

export function openLinkedFile(app: Workspace, folder: string): void {
  void app.attempt(words.linkedHosts.notOpened, app.bridge.call('links:openFile', folder));
}

/** Asks what becomes of the hosts first. */
export async function endLink(app: Workspace, folder: string): Promise<void> {
  const name = app.folders.byId(folder)?.folder.name ?? '';
  const hosts = app.hosts.list.filter((host) => host.folder === folder).length;
  const how = await app.dialogs.ask('end-link', { folder: name, hosts });
  if (how === null) return;
  await app.attempt(words.linkedHosts.notEnded, app.bridge.call('links:end', folder, how));
}
