// What the calls do about folders that follow an ssh config.
import { dialog, shell } from 'electron';
import path from 'node:path';
import { say } from '../../words/said.ts';
import { words } from '../../words/window.ts';
import type { Handlers } from '../gate/answer.ts';
import { HostGoneError, usable } from '../hosts/storedHost.ts';
import type { AskedSsh, LinkEnd } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import type { WindowRef } from '../window.ts';
import { hostNews } from './arrangeHandlers.ts';
import { askedToRead } from './asked.ts';
import type { Services } from './handlers.ts';
import { toSave } from './linkedCopies.ts';
import { openFile } from './openFile.ts';

type Needed = Pick<
  Services,
  'hosts' | 'tunnels' | 'links' | 'askSsh' | 'connectable' | 'nativeOf' | 'broadcast'
>;

export function linkHandlers(services: Needed, caller: WindowRef) {
  const { links } = services;
  const { allChanged } = hostNews(services);
  return {
    'links:list': () => links.states(),
    'links:add': (file, parent) => {
      const folder = links.add(file, parent);
      allChanged();
      return folder;
    },
    'links:pick': () => picked(services, caller),
    'links:read': (folder) => links.read(folder),
    'links:openFile': (folder) => {
      const link = links.states().find((state) => state.folder === folder);
      if (!link) throw new PersonError(say('link-gone'));
      return opened(link.file);
    },
    'links:ask': (hostId) => askedToRead(services, caller, hostId, () => ask(services, hostId)),
    'links:end': async (folder, how) => {
      await end(services, folder, how);
      allChanged();
    },
  } satisfies Partial<Handlers>;
}

/** Endings of texts. What the system would run as a program is shown in its folder instead. */
const TEXT = /^(|\.(conf|config|cfg|txt|ssh|inc|local))$/i;

function opened(file: string): Promise<void> | void {
  return TEXT.test(path.extname(file)) ? openFile(file) : shell.showItemInFolder(file);
}

async function picked({ nativeOf, links }: Needed, caller: WindowRef): Promise<string | null> {
  const native = nativeOf(caller);
  const options = {
    title: words.linkedHosts.pick,
    defaultPath: path.dirname(links.usual),
    properties: ['openFile', 'showHiddenFiles', 'dontAddToRecent'],
  } satisfies Electron.OpenDialogOptions;
  const { filePaths } = await (native
    ? dialog.showOpenDialog(native, options)
    : dialog.showOpenDialog(options));
  return filePaths[0] ?? null;
}

/** What ssh says of the file is told at its folder, too. */
async function ask({ hosts, links, connectable, askSsh }: Needed, id: string): Promise<AskedSsh> {
  const host = usable(hosts.get(id));
  if (host.kind !== 'config') throw new HostGoneError();
  connectable.checkReading(host);
  const { ofTheFile, ...answer } = await askSsh(host);
  links.refused(host, ofTheFile ? answer.refused : null);
  return answer;
}

async function end({ hosts, links, tunnels }: Needed, folder: string, how: LinkEnd): Promise<void> {
  if (!hosts.linked.list().some(({ id }) => id === folder)) throw new PersonError(say('link-gone'));
  if (how === 'remove') {
    for (const id of hosts.bin.takeFolder(folder)) await tunnels.dropHost(id);
    return links.sync();
  }
  const saved = hosts.list().filter((host) => host.folder === folder && host.kind === 'config');
  const first = saved[0] && hosts.get(saved[0].id);
  const copies = toSave(saved, first ? links.foundBeside(first) : []);
  hosts.endLink(folder, copies);
  links.sync();
}
