// What each call of the window does. One line or a few each: the work is done in hosts/,
// settings/ and shells/.
import { nativeTheme, shell } from 'electron';
import type { InvitationLink } from '../../core/link/invitationLink.ts';
import { cleanLine } from '../../core/text/clean.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import type { Handlers } from '../gate/answer.ts';
import type { HostStore } from '../hosts/hostStore.ts';
import { EMPTY_DRAFT, kindInfos } from '../hosts/kinds/kinds.ts';
import type { AppInfo, FoundShell, JoinedShell } from '../ipc/contract.ts';
import type { SettingsStore } from '../settings/settings.ts';
import { described, readdressed, readInvitation } from '../sharing/readLink.ts';
import type { RunningShells } from '../shells/runningShells.ts';
import type { ShellManager } from '../shells/shellManager.ts';
import type { OpenTabs } from '../tabs/openTabs.ts';
import type { TunnelDesk } from '../tunnels/tunnelDesk.ts';
import type { Emit } from './calls.ts';
import { selectionClipboard, systemClipboard } from './clipboards.ts';
import { keychain } from './keychain.ts';
import type { Sharing } from './sharing.ts';
import type { Updates } from './updates.ts';

export interface Services {
  info: () => AppInfo;
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
  emit: Emit;
}

export function makeHandlers(services: Services): Handlers {
  return {
    ...appHandlers(services),
    ...hostHandlers(services),
    ...shellHandlers(services),
    ...sharingHandlers(services),
    ...tunnelHandlers(services),
    ...updateHandlers(services),
  };
}

function appHandlers({ info, settings, judgeLagAnew, emit }: Services) {
  return {
    'app:info': info,
    'app:hasKeychain': () => keychain.available,
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

function hostHandlers({ hosts, shells, tunnels, emit }: Services) {
  const changed = (): void => emit('hosts:changed', hosts.list());
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
    'hosts:installAgent': (id, cols, rows) => shells.installAgent(id, { cols, rows }),
  } satisfies Partial<Handlers>;
}

function shellHandlers({ shells, tabs, running, tunnels, foundShells }: Services) {
  return {
    'shells:found': () => foundShells(),
    'shells:open': (hostId, cols, rows) => shells.open(hostId, { cols, rows }),
    'shells:openRunning': (hostId, session, cols, rows) =>
      shells.openRunning(hostId, session, { cols, rows }),
    'shells:list': () => tabs.list(),
    'shells:attach': (id, cols, rows) => shells.attach(id, { cols, rows }),
    'shells:reconnect': (id) => shells.reconnect(id),
    'shells:stop': (id) => shells.stopTrying(id),
    'shells:detach': async (id) => {
      await shells.detach(id);
      tunnels.shellGone(id);
    },
    'shells:close': async (id) => {
      tunnels.shellGone(id);
      await shells.close(id);
    },
    'shells:busy': (id) => shells.busy(id),
    'shells:lag': (id) => shells.lag(id),
    'tabs:arrange': (arrangement) => tabs.arrange(arrangement),
    'tabs:arrangement': () => tabs.arrangement,
    'hosts:running': (hostId) => running.list(hostId),
    'hosts:endRunning': (hostId, session) => running.end(hostId, session),
  } satisfies Partial<Handlers>;
}

function sharingHandlers({ sharing, settings, emit }: Services) {
  const { companies, joined, opened } = sharing;
  return {
    'sharing:company': (shellId) => companies.look(shellId),
    'sharing:say': (shellId, id, text) => companies.say(shellId, id, text),
    'sharing:setPolicy': (shellId, policy) => companies.setPolicy(shellId, policy),
    'sharing:invite': (shellId, wish) => companies.invite(shellId, wish),
    'sharing:readdress': (link, hostPort) => readdressed(link, hostPort),
    'sharing:invitations': (shellId) => companies.invitations(shellId),
    'sharing:revoke': (shellId, id) => companies.revoke(shellId, id),
    'sharing:read': (link) => described(readInvitation(link)),
    'sharing:join': (how, name) => {
      const join = (link: InvitationLink): JoinedShell => {
        const shell = joined.join(link);
        const memberName = cleanLine(name, LIMITS.maxMemberName);
        emit('settings:changed', settings.set({ memberName }));
        return shell;
      };
      return 'link' in how ? join(readInvitation(how.link)) : opened.use(how.ticket, join);
    },
    'sharing:joined': () => joined.list(),
    'sharing:opened': () => opened.waiting,
    'sharing:dismiss': (ticket) => opened.dismiss(ticket),
  } satisfies Partial<Handlers>;
}

function tunnelHandlers({ tunnels }: Services) {
  return {
    'tunnels:list': () => tunnels.list(),
    'tunnels:check': (hostId, draft, id) => tunnels.check(hostId, draft, id),
    'tunnels:save': (hostId, draft, id) => tunnels.save(hostId, draft, id),
    'tunnels:remove': (id) => tunnels.remove(id),
    'tunnels:start': (id) => tunnels.start(id),
    'tunnels:stop': (id) => tunnels.stop(id),
    'tunnels:answer': (hostId, answer) => tunnels.answer(hostId, answer),
    'tunnels:watch': (on) => tunnels.watch(on),
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
