// The way through a SOCKS or HTTP proxy: a program of ours as ssh's ProxyCommand (native/proxy.cc), which
// hands the connection over to ssh and ends. What it is told are places and a user; the password comes as
// those of logins do.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nativeFolder } from '../../core/native/nativeFolder.ts';
import { say, type Said } from '../../words/said.ts';
import { StartError } from '../programs/command.ts';
import { quotedWord } from './quotedWord.ts';
import { optionLines } from './sshFields.ts';
import { ownWord, userOption, type SshArgument } from './sshPlaces.ts';
import { keyOf } from './sshSettings.ts';
import type { ProxyFields, SshTarget } from './sshTarget.ts';

export interface Proxy {
  kind: 'socks5' | 'http';
  address: string;
  port: string;
  user: string;
}

export const PROXY_FIELDS = [
  ...(['proxyKind', 'proxyAddress', 'proxyPort', 'proxyUser'] as const),
] as const satisfies readonly (keyof ProxyFields)[];

/** Bytes: one of SOCKS says how many there are. */
const LONGEST_USER = 255;

/** What keeps a user from being named to a proxy; null when nothing does. */
export function proxyUserProblem(user: string): Said | null {
  const unfit = /[:\p{Cc}]/u.test(user) || Buffer.byteLength(user) > LONGEST_USER;
  return unfit ? say('proxy-user-wrong') : null;
}

const USUAL_PORTS = { socks5: '1080', http: '8080' } as const;
/** Options that say another way, and count before it. */
const OTHER_WAYS = new Set(['proxycommand', 'proxyjump']);

type WayFields = Pick<SshTarget, keyof ProxyFields | 'alias' | 'proxyCommand' | 'options'>;

/** Undefined where a host goes through none, or says itself which way it goes. */
export function proxyOf(host: WayFields): Proxy | undefined {
  const { proxyKind: kind, proxyAddress = '', proxyPort = '', proxyUser = '', alias } = host;
  if ((kind !== 'socks5' && kind !== 'http') || alias || host.proxyCommand) return undefined;
  if (optionLines(host.options).some((line) => OTHER_WAYS.has(keyOf(line)))) return undefined;
  return { kind, address: proxyAddress, port: proxyPort || USUAL_PORTS[kind], user: proxyUser };
}

/** What its password is kept by, and asked for: as the program writes it. */
export function proxyPlace({ kind, address, port, user }: Proxy): string {
  return `${kind}://${user}@${address}:${port}`;
}

/** The one that the first connection on the way to a host goes through; undefined for none. */
export function firstProxy(host: SshTarget): Proxy | undefined {
  const [first] = host.jumps ?? [];
  return proxyOf(first ? behind(first, host) : host);
}

/**
 * The jump hosts of a host, in the order of travel: the first connection goes through the first one's own
 * proxy, or else the host's; no other goes through any. Throws a `StartError` where it can't.
 */
export function proxied(jumps: readonly SshTarget[], host: SshTarget): readonly SshTarget[] {
  const [first, ...others] = jumps;
  if (!first) return jumps;
  if (first.alias && proxyOf(host)) {
    throw new StartError(
      say('proxy-before-followed', { hop: first.name }),
      say('proxy-out-of-way'),
    );
  }
  return [behind(first, host), ...others.map((hop) => ({ ...hop, proxyKind: '' }))];
}

/** The first hop behind its own proxy, or else the host's, unless that is overruled there. */
function behind(first: SshTarget, host: SshTarget): SshTarget {
  if (first.proxyKind || !proxyOf(host)) return first;
  const { proxyKind = '', proxyAddress = '', proxyPort = '', proxyUser = '' } = host;
  return { ...first, proxyKind, proxyAddress, proxyPort, proxyUser };
}

/** @param name the host's, for what is told. Throws a `StartError` where there is no way through it */
export function proxyArguments(
  proxy: Proxy,
  name: string,
  platform: NodeJS.Platform,
): SshArgument[] {
  const { kind, address, port, user } = proxy;
  if (address === '') {
    throw new StartError(say('proxy-no-address', { host: name }), say('proxy-give-address'));
  }
  const told = [program(platform), kind, address, port, `=${inPercent(user)}`];
  const words = [...told.map((word) => word.replaceAll('%', '%%')), '%h', '%p'];
  const command = words.map((word) => quotedWord(word, platform)).join(' ');
  const options = [userOption(`ProxyCommand=${command}`), ownWord('ProxyUseFdpass=yes')];
  return options.flatMap((option) => [ownWord('-o'), option]);
}

/** Letters and digits alone: a backslash is part of many users' names, and read by some shells. */
function inPercent(text: string): string {
  const encoded = encodeURIComponent(text);
  return encoded.replace(
    /[!~*'()]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function program(platform: NodeJS.Platform): string {
  if (platform === 'win32') {
    throw new StartError(say('proxy-not-on-windows'), say('proxy-as-command'));
  }
  const folder = nativeFolder();
  const file = folder === undefined ? undefined : join(folder, 'bowline-proxy');
  if (file !== undefined && existsSync(file)) return file;
  throw new StartError(say('proxy-no-program'), say('proxy-as-command'));
}
