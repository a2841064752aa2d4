// What each call of a window does. One line or a few each: the work is done in hosts/, settings/ and
// shells/. The handlers are made for the window that asks, `caller`.
import { shell, type BrowserWindow } from 'electron';
import { allPanes, isShell } from '../../core/layout/find.ts';
import type { Handlers } from '../gate/answer.ts';
import type { Connectable } from '../hosts/connectable.ts';
import type { HostStore } from '../hosts/hostStore.ts';
import { hostOf, type StoredHost } from '../hosts/storedHost.ts';
import { EMPTY_DRAFT, kindInfos, type HostValues } from '../hosts/kinds/kinds.ts';
import type { SecretVault } from '../hosts/vault/secretVault.ts';
import type {
  AppInfo,
  FoundShell,
  InstalledFont,
  SavedFolder,
  SavedHost,
  Settings,
} from '../ipc/contract.ts';
import type { LayoutDesk } from '../layout/layoutDesk.ts';
import type { QuestionDesk } from '../logins/questionDesk.ts';
import { PersonError } from '../personError.ts';
import type { SettingsStore } from '../settings/settings.ts';
import { aboutSettings } from '../settings/settingsSchema.ts';
import type { RunningShells } from '../shells/runningShells.ts';
import type { ShellManager } from '../shells/shellManager.ts';
import type { TunnelDesk } from '../tunnels/tunnelDesk.ts';
import type { Emit, WindowRef } from '../window.ts';
import { selectionClipboard, systemClipboard } from './clipboards.ts';
import { arrangeHandlers, hostNews } from './arrangeHandlers.ts';
import { linkHandlers } from './linkHandlers.ts';
import { editHandlers, fileHandlers, transferHandlers } from './fileHandlers.ts';
import type { FileRoom } from './fileRoom.ts';
import { keyHandlers, type KeyServices } from './keyHandlers.ts';
import { loginHandlers } from './loginHandlers.ts';
import type { LinkedConfigs } from './linkedConfigs.ts';
import { copyOut } from './linkedCopies.ts';
import type { askSsh } from './askSsh.ts';
import { importHandlers } from './importHandlers.ts';
import { sealedAhead } from './keychain.ts';
import { openFile } from './openFile.ts';
import { asked } from './asked.ts';
import { layoutHandlers, sharingHandlers, shellHandlers } from './shellHandlers.ts';
import type { Schemes } from './schemes.ts';
import type { Sharing } from './sharing.ts';
import { testHandlers, type TestHost } from './testHandlers.ts';
import type { Updates } from './updates.ts';

export interface Services {
  info: (caller: WindowRef) => AppInfo;
  /** Of all windows it had the keyboard last. */
  isFront: (caller: WindowRef) => boolean;
  /** That window's page shows what is asked before programs end, or tells the answer. */
  leaving: (caller: WindowRef, id: number, what: 'shown' | 'keep' | 'go') => void;
  /** That window's page has its picture, and the pane with the keyboard can be used. */
  hasPicture: (caller: WindowRef) => void;
  /** A bell rang in a window. */
  ring: (caller: WindowRef, how: { sound: boolean; urgent: boolean }) => void;
  /** Where a window is to stand that is made next. */
  placeNext: (id: string, point: { x: number; y: number }) => void;
  hosts: HostStore;
  /** Hosts as they are connected to. */
  connectable: Connectable;
  /** Folders that follow an ssh config. */
  links: LinkedConfigs;
  /** What ssh itself says of a host that stands in one. */
  askSsh: (host: StoredHost) => ReturnType<typeof askSsh>;
  /** Whether a host can be reached. */
  testHost: TestHost;
  /** What keys and host keys of this computer need. */
  keys: KeyServices;
  settings: SettingsStore;
  schemes: Schemes;
  /** What the system's own dialogs stand before. */
  nativeOf: (caller: WindowRef) => BrowserWindow | undefined;
  shells: ShellManager;
  /** What logins ask of a person. */
  questions: QuestionDesk;
  /** Secrets of logins. */
  vault: SecretVault;
  layout: LayoutDesk;
  running: RunningShells;
  sharing: Sharing;
  tunnels: TunnelDesk;
  /** Shells that this computer has. */
  foundShells: () => Promise<FoundShell[]>;
  /** Files of hosts and of this computer. */
  files: Pick<FileRoom, 'desk' | 'memory' | 'edits' | 'transfers' | 'dragOut'>;
  updates: Updates;
  /** The settings are others: all that depends on them follows. */
  settingsAre: (settings: Settings) => void;
  fonts: () => Promise<InstalledFont[]>;
  /** Brings a window of the layout before the others. */
  raise: (window: string) => void;
  /** Tells all windows. */
  broadcast: Emit;
}

/** The handlers for a window, made once for each. */
export function makeHandlers(services: Services): (caller: WindowRef) => Handlers {
  const made = new WeakMap<WindowRef, Handlers>();
  return (caller) => {
    const handlers = made.get(caller) ?? handlersFor(services, caller);
    made.set(caller, handlers);
    return handlers;
  };
}

function handlersFor(services: Services, caller: WindowRef): Handlers {
  return {
    ...appHandlers(services, caller),
    ...hostHandlers(services),
    ...testHandlers(services, caller),
    ...layoutHandlers(services, caller),
    ...shellHandlers(services, caller),
    ...sharingHandlers(services, caller),
    ...tunnelHandlers(services, caller),
    ...updateHandlers(services),
    ...lookHandlers(services, caller),
    ...importHandlers(services, caller),
    ...linkHandlers(services, caller),
    ...loginHandlers(services, caller),
    ...keyHandlers(services, caller),
    ...fileHandlers(services, caller),
    ...editHandlers(services, caller),
    ...transferHandlers(services),
  };
}

function appHandlers(services: Services, caller: WindowRef) {
  const { info, settings, settingsAre } = services;
  const changed = (all: Settings): Settings => {
    settingsAre(all);
    return all;
  };
  return {
    'app:info': () => info(caller),
    'app:hasKeychain': () => sealedAhead.look(),
    'app:leave': (id, what) => services.leaving(caller, id, what),
    'app:pictured': () => services.hasPicture(caller),
    'app:openLink': (url) => shell.openExternal(url),
    'app:ring': (how) => services.ring(caller, how),
    'layout:place': (window, x, y) => services.placeNext(window, { x, y }),
    'settings:get': () => settings.get(),
    'settings:set': (change) => changed(settings.set(change)),
    'settings:setFor': (hostId, own) => changed(settings.setFor(hostId, own)),
    'settings:about': () => aboutSettings(settings.path),
    'settings:openFile': () => openFile(settings.path),
    'settings:fonts': () => services.fonts(),
    'clipboard:read': () => systemClipboard.readText(),
    'clipboard:write': (text) => systemClipboard.writeText(text),
    'clipboard:readSelection': () => selectionClipboard()?.readText() ?? '',
    'clipboard:writeSelection': (text) => selectionClipboard()?.writeText(text),
  } satisfies Partial<Handlers>;
}

function hostHandlers(services: Services) {
  const { hosts, connectable, tunnels, layout } = services;
  const { changed } = hostNews(services);
  const arranging = arrangeHandlers(services);
  return {
    'hosts:kinds': () => ({ kinds: kindInfos(), empty: EMPTY_DRAFT }),
    'hosts:list': () => hosts.list(),
    'hosts:first': () => hosts.telling.first([...hostsOfTabs(layout), ...hosts.telling.recent()]),
    'hosts:further': (next) => hosts.telling.further(next),
    'hosts:check': (draft, id) => hosts.check(draft, id),
    'hosts:save': async (draft, id) => {
      const result = await hosts.saveSoon(draft, id);
      if (!result.ok) return result;
      changed();
      seen(connectable, hosts.get(result.host.id));
      if (!result.host.can.tunnels) await tunnels.dropHost(result.host.id);
      return result;
    },
    'hosts:duplicate': (id) => {
      const copy = duplicated(services, id);
      changed();
      tunnels.hostAdded(copy.id);
      return copy;
    },
    ...arranging,
    'folders:save': (draft, id) => {
      const result = arranging['folders:save'](draft, id);
      if (result.ok) seen(connectable, speaking(result.folder));
      return result;
    },
  } satisfies Partial<Handlers>;
}

/** A tab is called after its host from the beginning. */
function hostsOfTabs({ layout }: LayoutDesk): string[] {
  const shells = allPanes(layout).filter(isShell);
  return [...new Set(shells.map(({ content }) => content.hostId))];
}

/** A host that says what the folder does. */
function speaking({ id, name, fields }: SavedFolder): StoredHost {
  return hostOf('ssh', { ...(fields as Partial<HostValues>), id, name });
}

/** Of one that stands in a file, as a host of our own. */
function duplicated({ hosts, links }: Services, id: string): SavedHost {
  const host = hosts.get(id);
  if (host?.kind !== 'config') return hosts.duplicate(id);
  const [saved] = hosts.shown([id]);
  const beside = hosts
    .list()
    .filter(({ folder, kind }) => folder === saved!.folder && kind === 'config');
  return copyOut(hosts, saved!, { beside, found: links.foundBeside(host) });
}

/** What can't be remembered now is asked about when the host is connected to. */
function seen(connectable: Connectable, host: StoredHost | undefined): void {
  try {
    if (host) connectable.seen(host);
  } catch (error) {
    if (!(error instanceof PersonError)) throw error;
  }
}

function tunnelHandlers(services: Services, caller: WindowRef) {
  const { tunnels, hosts, isFront } = services;
  return {
    'tunnels:list': () => tunnels.list(caller).map((view) => ({ ...view, front: isFront(caller) })),
    'tunnels:check': (hostId, draft, id) => tunnels.check(hostId, draft, id),
    'tunnels:save': (hostId, draft, id) =>
      hosts.sealing([draft.password], () => tunnels.save(hostId, draft, id)),
    'tunnels:remove': (id) => tunnels.remove(id),
    'tunnels:start': (id) =>
      asked(services, caller, hosts.tunnels.get(id)?.hostId, () => tunnels.start(id)),
    'tunnels:stop': (id) => tunnels.stop(id),
    'tunnels:answer': (hostId, answer) => tunnels.answer(hostId, answer),
    'tunnels:watch': (on) => tunnels.watch(on, caller),
  } satisfies Partial<Handlers>;
}

// What becomes of them is told by events; nobody waits for a download here.
function updateHandlers({ updates }: Services) {
  const { desk } = updates;
  return {
    'updates:state': () => desk.state,
    'updates:check': () => void desk.check(),
    'updates:download': () => void desk.download(),
    'updates:later': () => desk.later(),
    'updates:restart': () => void updates.restart(),
  } satisfies Partial<Handlers>;
}

function lookHandlers({ schemes, nativeOf }: Services, caller: WindowRef) {
  return {
    'look:schemes': () => [...schemes.store.all],
    'look:import': (files) => schemes.import(files, nativeOf(caller)),
    'look:forget': (id) => schemes.forget(id),
    'look:restore': (id) => schemes.restore(id),
  } satisfies Partial<Handlers>;
}
