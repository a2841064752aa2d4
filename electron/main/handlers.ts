// What each call of the window does. One line or a few each: the work is done in hosts/,
// settings/ and shells/.
import { nativeTheme, shell } from 'electron';
import type { HostStore } from '../hosts/hostStore.ts';
import type { Handlers } from '../ipc/answer.ts';
import type { AppInfo } from '../ipc/contract.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { RunningShells } from '../shells/runningShells.ts';
import type { ShellManager } from '../shells/shellManager.ts';
import type { OpenTabs } from '../tabs/openTabs.ts';
import type { Emit } from './calls.ts';
import { selectionClipboard, systemClipboard } from './clipboards.ts';

export interface Services {
  info: () => AppInfo;
  hosts: HostStore;
  settings: SettingsStore;
  shells: ShellManager;
  tabs: OpenTabs;
  running: RunningShells;
  /** The thresholds of lag may be others. */
  judgeLagAnew: () => void;
  emit: Emit;
}

export function makeHandlers(services: Services): Handlers {
  return { ...appHandlers(services), ...hostHandlers(services), ...shellHandlers(services) };
}

function appHandlers({ info, settings, judgeLagAnew, emit }: Services) {
  return {
    'app:info': info,
    'app:openLink': (url) => shell.openExternal(url),
    'settings:get': () => settings.get(),
    'settings:set': (change) => {
      const all = settings.set(change);
      nativeTheme.themeSource = all.theme;
      emit('settings:changed', all);
      judgeLagAnew();
      return all;
    },
    'clipboard:read': () => systemClipboard.readText(),
    'clipboard:write': (text) => systemClipboard.writeText(text),
    'clipboard:readSelection': () => selectionClipboard()?.readText() ?? '',
    'clipboard:writeSelection': (text) => selectionClipboard()?.writeText(text),
  } satisfies Partial<Handlers>;
}

function hostHandlers({ hosts, shells, emit }: Services) {
  const changed = (): void => emit('hosts:changed', hosts.list());
  return {
    'hosts:list': () => hosts.list(),
    'hosts:check': (draft, id) => hosts.check(draft, id),
    'hosts:save': (draft, id) => {
      const result = hosts.save(draft, id);
      if (result.ok) changed();
      return result;
    },
    'hosts:duplicate': (id) => {
      const copy = hosts.duplicate(id);
      changed();
      return copy;
    },
    'hosts:delete': (id) => {
      hosts.delete(id);
      changed();
    },
    'hosts:installAgent': (id, cols, rows) => shells.installAgent(id, { cols, rows }),
  } satisfies Partial<Handlers>;
}

function shellHandlers({ shells, tabs, running }: Services) {
  return {
    'shells:open': (hostId, cols, rows) => shells.open(hostId, { cols, rows }),
    'shells:openRunning': (hostId, session, cols, rows) =>
      shells.openRunning(hostId, session, { cols, rows }),
    'shells:list': () => tabs.list(),
    'shells:attach': (id, cols, rows) => shells.attach(id, { cols, rows }),
    'shells:reconnect': (id) => shells.reconnect(id),
    'shells:stop': (id) => shells.stopTrying(id),
    'shells:detach': (id) => shells.detach(id),
    'shells:close': (id) => shells.close(id),
    'shells:busy': (id) => shells.busy(id),
    'shells:lag': (id) => shells.lag(id),
    'tabs:arrange': (arrangement) => tabs.arrange(arrangement),
    'tabs:arrangement': () => tabs.arrangement,
    'hosts:running': (hostId) => running.list(hostId),
    'hosts:endRunning': (hostId, session) => running.end(hostId, session),
  } satisfies Partial<Handlers>;
}
