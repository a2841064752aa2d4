// What each call of a window does. One line or a few each: the work is done in hosts/, settings/ and
// shells/. The handlers are made for the window that asks, `caller`.
import { nativeTheme, shell } from 'electron';
import type { Handlers } from '../gate/answer.ts';
import type { HostStore } from '../hosts/hostStore.ts';
import { EMPTY_DRAFT, kindInfos } from '../hosts/kinds/kinds.ts';
import type { AppInfo, FoundShell } from '../ipc/contract.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { RunningShells } from '../shells/runningShells.ts';
import type { ShellManager } from '../shells/shellManager.ts';
import type { OpenTabs } from '../tabs/openTabs.ts';
import type { TunnelDesk } from '../tunnels/tunnelDesk.ts';
import type { Emit, WindowRef } from '../window.ts';
import { selectionClipboard, systemClipboard } from './clipboards.ts';
import { keychain } from './keychain.ts';
import { sharingHandlers, shellHandlers } from './shellHandlers.ts';
import type { Sharing } from './sharing.ts';
import type { Updates } from './updates.ts';

export interface Services {
  info: (caller: WindowRef) => AppInfo;
  hosts: HostStore;
  settings: SettingsStore;
  shells: ShellManager;
  tabs: OpenTabs;
  running: RunningShells;
  sharing: Sharing;
  tunnels: TunnelDesk;
  /** Shells that this computer has. */
  foundShells: () => Promise<FoundShell[]>;
  updates: Updates;
  /** The thresholds of lag may be others. */
  judgeLagAnew: () => void;
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
    ...shellHandlers(services, caller),
    ...sharingHandlers(services, caller),
    ...tunnelHandlers(services, caller),
    ...updateHandlers(services),
  };
}

function appHandlers(services: Services, caller: WindowRef) {
  const { info, settings, judgeLagAnew, broadcast } = services;
  return {
    'app:info': () => info(caller),
    'app:hasKeychain': () => keychain.available,
    'app:openLink': (url) => shell.openExternal(url),
    'settings:get': () => settings.get(),
    'settings:set': (change) => {
      const all = settings.set(change);
      nativeTheme.themeSource = all.theme;
      broadcast('settings:changed', all);
      judgeLagAnew();
      return all;
    },
    'clipboard:read': () => systemClipboard.readText(),
    'clipboard:write': (text) => systemClipboard.writeText(text),
    'clipboard:readSelection': () => selectionClipboard()?.readText() ?? '',
    'clipboard:writeSelection': (text) => selectionClipboard()?.writeText(text),
  } satisfies Partial<Handlers>;
}

function hostHandlers({ hosts, tunnels, broadcast }: Services) {
  const changed = (): void => broadcast('hosts:changed', hosts.list());
  return {
    'hosts:kinds': () => ({ kinds: kindInfos(), empty: EMPTY_DRAFT }),
    'hosts:list': () => hosts.list(),
    'hosts:check': (draft, id) => hosts.check(draft, id),
    'hosts:save': async (draft, id) => {
      const result = hosts.save(draft, id);
      if (!result.ok) return result;
      changed();
      if (!result.host.can.tunnels) await tunnels.dropHost(result.host.id);
      return result;
    },
    'hosts:duplicate': (id) => {
      const copy = hosts.duplicate(id);
      changed();
      tunnels.hostAdded(copy.id);
      return copy;
    },
    'hosts:delete': async (id) => {
      hosts.delete(id);
      changed();
      await tunnels.dropHost(id);
    },
  } satisfies Partial<Handlers>;
}

function tunnelHandlers({ tunnels }: Services, caller: WindowRef) {
  return {
    'tunnels:list': () => tunnels.list(caller),
    'tunnels:check': (hostId, draft, id) => tunnels.check(hostId, draft, id),
    'tunnels:save': (hostId, draft, id) => tunnels.save(hostId, draft, id),
    'tunnels:remove': (id) => tunnels.remove(id),
    'tunnels:start': (id) => tunnels.start(id),
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
