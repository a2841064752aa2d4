// The calls about the layout, the shells in it and who is at them. A window may ask about the shells
// of its own panes; `own` stands before each id that says which shell is meant.
import type { InvitationLink } from '../../core/link/invitationLink.ts';
import { cleanLine } from '../../core/text/clean.ts';
import { LIMITS } from '../../core/wire/protocol.ts';
import { LayoutError } from '../../core/layout/layoutError.ts';
import { say } from '../../words/said.ts';
import type { Handlers } from '../gate/answer.ts';
import type { JoinedShell } from '../ipc/contract.ts';
import { described, readdressed, readInvitation } from '../sharing/readLink.ts';
import type { WindowRef } from '../window.ts';
import { asked } from './asked.ts';
import type { Services } from './handlers.ts';

type LayoutServices = Pick<Services, 'layout' | 'raise' | 'connectable'>;

export function layoutHandlers(services: LayoutServices, { layoutId }: WindowRef) {
  const { layout, raise, connectable } = services;
  return {
    'layout:view': () => layout.view(layoutId),
    'layout:do': (op, number) => {
      const fetched = op.op === 'reopen' && connectable.fetch(layout.hostsOf(op.item));
      if (!fetched) return layout.do(layoutId, op, number);
      return fetched.then(() => layout.do(layoutId, op, number));
    },
    'layout:reveal': (tab) => {
      const { windows } = layout.layout;
      const home = windows.find(({ tabs }) => tabs.some(({ id }) => id === tab));
      if (!home) throw new LayoutError(say('layout-gone'));
      layout.change(home.id, { op: 'show', tab });
      raise(home.id);
    },
  } satisfies Partial<Handlers>;
}

type ShellServices = Pick<
  Services,
  | 'shells'
  | 'layout'
  | 'running'
  | 'tunnels'
  | 'foundShells'
  | 'connectable'
  | 'nativeOf'
  | 'hosts'
  | 'broadcast'
  | 'questions'
>;

export function shellHandlers(services: ShellServices, caller: WindowRef) {
  const { shells, layout, running, tunnels, foundShells, questions } = services;
  const { layoutId } = caller;
  const own = (id: string): string => layout.own(layoutId, id);
  const paneFor = (id: string, hostId: string): string => layout.paneFor(layoutId, id, hostId);
  const first = <T>(hostId: string | undefined, go: () => T): T | Promise<Awaited<T>> =>
    asked(services, caller, hostId, go);
  // Nobody waits for it; what isn't saved is nothing to find again.
  const used = (hostId: string): void => {
    const at = services.hosts.used(hostId);
    if (at !== null) services.broadcast('hosts:used', { id: hostId, at });
  };
  return {
    'hosts:installAgent': (id, hostId, cols, rows) =>
      first(hostId, () => shells.installAgent(paneFor(id, hostId), hostId, { cols, rows }, caller)),
    'shells:found': () => foundShells(),
    'shells:open': (id, hostId, cols, rows) =>
      first(hostId, () => {
        const status = shells.open(paneFor(id, hostId), hostId, { cols, rows }, caller);
        setImmediate(used, hostId); // the shell first: this is a write to the disk
        return status;
      }),
    'shells:openRunning': (id, hostId, session, cols, rows) =>
      first(hostId, () =>
        shells.openRunning(paneFor(id, hostId), hostId, session, { cols, rows }, caller),
      ),
    'shells:list': () => shells.statusOf(layout.panesOf(layoutId)),
    'shells:attach': (id, cols, rows) => shells.attach(own(id), { cols, rows }, caller),
    'shells:reconnect': (id) =>
      first(shells.statusOf([own(id)])[0]?.hostId, () => shells.reconnect(own(id))),
    'shells:stop': (id) => shells.stopTrying(own(id)),
    'shells:detach': async (id) => {
      layout.leaving(own(id), false);
      await shells.detach(id);
      tunnels.shellGone(id);
      questions.leave(id);
    },
    'shells:close': async (id) => {
      layout.leaving(own(id), true);
      tunnels.shellGone(id);
      questions.leave(id);
      await shells.close(id);
    },
    'shells:busy': (id) => shells.busy(own(id)),
    'shells:lag': (id) => shells.lag(own(id)),
    'hosts:running': (hostId) => first(hostId, () => running.list(hostId)),
    'hosts:endRunning': (hostId, session) => running.end(hostId, session),
  } satisfies Partial<Handlers>;
}

type SharingServices = Pick<Services, 'layout' | 'sharing' | 'settings' | 'broadcast'>;

export function sharingHandlers(services: SharingServices, caller: WindowRef) {
  const { layout, sharing, settings, broadcast } = services;
  const { companies, joined, opened } = sharing;
  const own = (id: string): string => layout.own(caller.layoutId, id);
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
      const join = async (link: InvitationLink): Promise<JoinedShell> => {
        const shell = await joined.joinSoon(link);
        broadcast('sharing:joined', joined.list());
        const memberName = cleanLine(name, LIMITS.maxMemberName);
        broadcast('settings:changed', settings.set({ memberName }));
        return shell;
      };
      return 'link' in how ? join(readInvitation(how.link)) : opened.useSoon(how.ticket, join);
    },
    'sharing:joined': () => joined.list(),
    'sharing:opened': () => opened.waitingFor(caller),
    'sharing:dismiss': (ticket) => opened.dismiss(ticket),
  } satisfies Partial<Handlers>;
}
