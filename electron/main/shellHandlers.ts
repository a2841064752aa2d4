// The calls about shells and who is at them. A window may ask about the shells that it shows, and
// those that nobody shows; `own` stands before each id that says which shell is meant.
import type { InvitationLink } from '../../core/link/invitationLink.ts';
import { cleanLine } from '../../core/text/clean.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import type { Handlers } from '../gate/answer.ts';
import type { JoinedShell } from '../ipc/contract.ts';
import { described, readdressed, readInvitation } from '../sharing/readLink.ts';
import type { WindowRef } from '../window.ts';
import type { Services } from './handlers.ts';

type ShellServices = Pick<Services, 'shells' | 'tabs' | 'running' | 'tunnels' | 'foundShells'>;

export function shellHandlers(services: ShellServices, caller: WindowRef) {
  const { shells, tabs, running, tunnels, foundShells } = services;
  const own = (id: string): string => shells.askedBy(caller, id);
  return {
    'hosts:installAgent': (id, cols, rows) => shells.installAgent(id, { cols, rows }, caller),
    'shells:found': () => foundShells(),
    'shells:open': (hostId, cols, rows) => shells.open(hostId, { cols, rows }, caller),
    'shells:openRunning': (hostId, session, cols, rows) =>
      shells.openRunning(hostId, session, { cols, rows }, caller),
    'shells:list': () => tabs.list().filter(({ shellId }) => shells.mayAsk(caller, shellId)),
    'shells:attach': (id, cols, rows) => shells.attach(id, { cols, rows }, caller),
    'shells:reconnect': (id) => shells.reconnect(own(id)),
    'shells:stop': (id) => shells.stopTrying(own(id)),
    'shells:detach': async (id) => {
      await shells.detach(own(id));
      tunnels.shellGone(id);
    },
    'shells:close': async (id) => {
      tunnels.shellGone(own(id));
      await shells.close(id);
    },
    'shells:busy': (id) => shells.busy(own(id)),
    'shells:lag': (id) => shells.lag(own(id)),
    'tabs:arrange': (arrangement) => tabs.arrange(arrangement),
    'tabs:arrangement': () => tabs.arrangement,
    'hosts:running': (hostId) => running.list(hostId),
    'hosts:endRunning': (hostId, session) => running.end(hostId, session),
  } satisfies Partial<Handlers>;
}

type SharingServices = Pick<Services, 'shells' | 'sharing' | 'settings' | 'broadcast'>;

export function sharingHandlers(services: SharingServices, caller: WindowRef) {
  const { shells, sharing, settings, broadcast } = services;
  const { companies, joined, opened } = sharing;
  const own = (id: string): string => shells.askedBy(caller, id);
  return {
    'sharing:company': (shellId) => companies.look(own(shellId)),
    'sharing:say': (shellId, id, text) => companies.say(own(shellId), id, text),
    'sharing:setPolicy': (shellId, policy) => companies.setPolicy(own(shellId), policy),
    'sharing:invite': (shellId, wish) => companies.invite(own(shellId), wish),
    'sharing:readdress': (link, hostPort) => readdressed(link, hostPort),
    'sharing:invitations': (shellId) => companies.invitations(own(shellId)),
    'sharing:revoke': (shellId, id) => companies.revoke(own(shellId), id),
    'sharing:read': (link) => described(readInvitation(link)),
    'sharing:join': (how, name) => {
      const join = (link: InvitationLink): JoinedShell => {
        const shell = joined.join(link);
        const memberName = cleanLine(name, LIMITS.maxMemberName);
        broadcast('settings:changed', settings.set({ memberName }));
        return shell;
      };
      return 'link' in how ? join(readInvitation(how.link)) : opened.use(how.ticket, join);
    },
    'sharing:joined': () => joined.list(),
    'sharing:opened': () => opened.waiting,
    'sharing:dismiss': (ticket) => opened.dismiss(ticket),
  } satisfies Partial<Handlers>;
}
