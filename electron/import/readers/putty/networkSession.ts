// A saved session that opens a host over the network.
import { say } from '../../../../words/said.ts';
import { foundHost, type Found, type Unmapped } from '../../found.ts';
import { addressOf, portOf } from './address.ts';
import { identitiesOf, moreOf } from './carried.ts';
import { forwardsOf } from './forwards.ts';
import { leftBehindOf, ofForwards, ofKeys } from './leftBehind.ts';
import { moreOfAny, ofOther } from './otherKinds.ts';
import { routeOf } from './route.ts';
import { shown, type SavedSession, type Settings } from './settings.ts';

/** `names` are those of all sessions: a jump host may be called by one. */
export function networkHost(
  session: SavedSession,
  protocol: string,
  names: ReadonlySet<string>,
): Found {
  const { name, group, settings } = session;
  const isSsh = protocol === 'ssh';
  const { address, user } = addressOf(settings.text('HostName'));
  const { unmapped, ...route } = routeOf(name, settings, names);
  const host = foundHost({
    name,
    protocol,
    address,
    port: Math.max(settings.int('PortNumber', 0), 0) || portOf(protocol),
    user: user ?? (settings.text('UserName').trim() || null),
    group,
    ...route,
    ...(isSsh && {
      identities: identitiesOf(settings),
      forwards: forwardsOf(settings.text('PortForwardings')).forwards,
    }),
    more: isSsh ? moreOf(settings) : moreOfAny(settings),
  });
  const ofKind = isSsh ? ofSsh(name, settings) : ofOther(name, protocol, settings);
  return {
    hosts: [host],
    unmapped: [
      ...ofKind,
      ...unmapped,
      ...ofAddress(name, settings),
      ...leftBehindOf(name, settings),
    ],
  };
}

function ofSsh(name: string, settings: Settings): Unmapped[] {
  return [...ofKeys(name, settings), ...ofForwards(name, settings)];
}

function ofAddress(where: string, settings: Settings): Unmapped[] {
  const [written, saved] = [settings.text('HostName'), settings.text('UserName').trim()];
  const { user, portDropped } = addressOf(written);
  const told: Unmapped[] = [];
  if (portDropped) {
    const what = shown({ name: 'HostName', value: written });
    told.push({ where, what, why: say('import-port-dropped') });
  }
  if (user !== null && saved && saved !== user) {
    const what = shown({ name: 'UserName', value: saved });
    told.push({ where, what, why: say('import-user-twice') });
  }
  if (user === null && !saved && settings.is('UserNameFromEnvironment')) {
    told.push({ where, what: 'UserNameFromEnvironment', why: say('import-user-of-system') });
  }
  return told;
}
