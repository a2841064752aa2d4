// The names of the contract's calls and events at run time. The preload lets nothing else
// through; a name missing here, or one too many, doesn't compile.
import type { Said } from '../../words/said.ts';
import type { Calls, Events } from './contract.ts';

const calls: Record<keyof Calls, true> = {
  'app:info': true,
  'app:hasKeychain': true,
  'app:openLink': true,
  'hosts:kinds': true,
  'hosts:list': true,
  'hosts:check': true,
  'hosts:save': true,
  'hosts:duplicate': true,
  'hosts:delete': true,
  'hosts:running': true,
  'hosts:endRunning': true,
  'hosts:installAgent': true,
  'shells:found': true,
  'shells:open': true,
  'shells:openRunning': true,
  'shells:reconnect': true,
  'shells:stop': true,
  'shells:detach': true,
  'shells:close': true,
  'shells:busy': true,
  'shells:lag': true,
  'shells:list': true,
  'shells:attach': true,
  'tunnels:list': true,
  'tunnels:check': true,
  'tunnels:save': true,
  'tunnels:remove': true,
  'tunnels:start': true,
  'tunnels:stop': true,
  'tunnels:answer': true,
  'tunnels:watch': true,
  'tabs:arrange': true,
  'tabs:arrangement': true,
  'sharing:company': true,
  'sharing:say': true,
  'sharing:setPolicy': true,
  'sharing:invite': true,
  'sharing:readdress': true,
  'sharing:invitations': true,
  'sharing:revoke': true,
  'sharing:read': true,
  'sharing:join': true,
  'sharing:joined': true,
  'sharing:opened': true,
  'sharing:dismiss': true,
  'updates:state': true,
  'updates:check': true,
  'updates:download': true,
  'updates:later': true,
  'updates:restart': true,
  'settings:get': true,
  'settings:set': true,
  'clipboard:read': true,
  'clipboard:write': true,
  'clipboard:writeSelection': true,
  'clipboard:readSelection': true,
};

const events: Record<keyof Events, true> = {
  'hosts:changed': true,
  'shell:status': true,
  'settings:changed': true,
  'sharing:company': true,
  'sharing:chat': true,
  'sharing:refused': true,
  'sharing:opened': true,
  'tunnels:changed': true,
  'tunnels:report': true,
  'app:notice': true,
  'updates:changed': true,
  'menu:command': true,
  'app:theme': true,
  'app:fullScreen': true,
};

export const CALL_NAMES = Object.keys(calls) as (keyof Calls)[];
export const EVENT_NAMES = Object.keys(events) as (keyof Events)[];

/** Carries a shell's MessagePort from main to the preload, which posts it on to the window. */
export const PORT_CHANNEL = 'bowline:port';

/** Before the language tag, among the arguments of a window's process. */
export const LANGUAGE_ARGUMENT = '--bowline-language=';

/** How an answer crosses the process border: Electron would put its own words before an error's. */
export type Reply = { ok: true; value: unknown } | { ok: false; said: Said };
