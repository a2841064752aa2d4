// Sessions that are none of ssh: what they can have, and what an earlier life as ssh left in them.
import { say } from '../../../../words/said.ts';
import type { FoundMore, Unmapped } from '../../found.ts';
import { moreOf } from './carried.ts';
import { saysAnything, shown, type Settings } from './settings.ts';

/** What only ssh uses, and a session of another kind may still hold. */
export const ONLY_SSH = [
  'PublicKeyFile',
  'DetachedCertificate',
  'RemoteCommand',
  'PortForwardings',
].concat(['AgentFwd', 'Compression', 'GssapiFwd', 'NoPTY', 'SshNoShell', 'X11Forward']);
/** What only these kinds have, of which nothing here has a place for it. */
const OF_OTHERS: Readonly<Record<string, readonly string[]>> = {
  rlogin: ['LocalUserName', 'AddressFamily'],
  telnet: ['AddressFamily'],
  raw: ['AddressFamily'],
};

/** What every kind of connection can have. */
export function moreOfAny(settings: Settings): FoundMore {
  const { description, keepAliveSeconds, setEnv } = moreOf(settings);
  return {
    ...(setEnv !== undefined && { setEnv }),
    ...(description !== undefined && { description }),
    ...(keepAliveSeconds !== undefined && { keepAliveSeconds }),
  };
}

export function ofOther(where: string, protocol: string, settings: Settings): Unmapped[] {
  const own = Object.hasOwn(OF_OTHERS, protocol) ? OF_OTHERS[protocol]! : [];
  const said = own.map((name) => ({ name, value: settings.text(name) })).filter(saysAnything);
  return [
    { where, what: `Protocol=${protocol}`, why: say('import-no-kind-yet') },
    ...leftOver(where, settings, ONLY_SSH),
    ...said.map((one) => ({ where, what: shown(one), why: say('import-only-there') })),
  ];
}

/** What is set, and has nothing to do with a session of this kind. */
export function leftOver(where: string, settings: Settings, names: readonly string[]): Unmapped[] {
  const left = names.filter((name) => saysAnything({ name, value: settings.text(name) }));
  const what = left.join(', ').replace('HostName', 'HostName, PortNumber');
  return left.length > 0 ? [{ where, what, why: say('import-left-over') }] : [];
}
