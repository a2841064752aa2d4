// The way through jump hosts. ssh's own `-J` takes no more than user, address and port of each; where
// a saved host says more of itself (a key, say), the way is an ssh of our own making, which logs in to
// it as to any host. It runs by the user's shell, so each of its words is quoted. Where a proxy stands
// before all of it, the first connection goes through that.
import { SYSTEM } from '../../core/system.ts';
import { quotedWord } from './quotedWord.ts';
import type { SshUse } from './sshArguments.ts';
import { writtenHop } from './sshFields.ts';
import { jumpHosts, ownWord, userOption, type SshArgument } from './sshPlaces.ts';
import { SETTING_FIELDS } from './sshSettings.ts';
import type { SshTarget } from './sshTarget.ts';
import { proxied, proxyArguments, proxyOf } from './throughProxy.ts';

type Arguments = (host: SshTarget, use?: SshUse) => SshArgument[];

/** Where the ssh before this one wants to go; it fills this in. */
const WHERE = '[%h]:%p';

export interface Through {
  platform?: NodeJS.Platform;
  /** Options of each ssh on the way. */
  hops?: readonly SshArgument[];
}

/** @param argumentsOf makes the command line for a hop. Throws a `StartError` */
export function throughHosts(
  host: SshTarget,
  argumentsOf: Arguments,
  { platform = SYSTEM, hops = [] }: Through = {},
): SshArgument[] {
  const { jumpHost } = host;
  const proxy = proxyOf(host);
  const written = host.jumps ?? (hops.length > 0 || proxy ? writtenHops(jumpHost) : []);
  const jumps = proxied(written, host);
  const last = jumps.at(-1);
  if (!last && proxy) return proxyArguments(proxy, host.name, platform);
  if (!last || !(hops.length > 0 || jumps.some(saysMore))) return jumpHosts(jumpHost);
  const before = jumps.slice(0, -1);
  const hop = { ...last, jumps: before, jumpHost: before.map(jumpText).join(',') };
  const flags = [ownWord('-W'), ownWord(WHERE)];
  const use = { options: [...HOP_OPTIONS, ...hops], flags, hops };
  const words = argumentsOf(hop, use).map((word) =>
    quotedWord(word === WHERE ? word : word.replaceAll('%', '%%'), platform),
  );
  return [ownWord('-o'), userOption(`ProxyCommand=${['ssh', ...words].join(' ')}`)];
}

/** Of a hop, as `-J` takes it. */
export function jumpText({ user, address, port }: SshTarget): string {
  const host = address.includes(':') ? `[${address}]` : address;
  return `${user && `${user}@`}${host}${port && `:${port}`}`;
}

/** As ssh reads it, in the place of all hops. */
function isNone(hop: string): boolean {
  return hop.trim().toLowerCase() === 'none';
}

/** Hops that are written out, as hosts that say no more than that. */
function writtenHops(jumpHost: string): SshTarget[] {
  return jumpHost
    .split(',')
    .filter((hop) => hop.trim() !== '' && !isNone(hop))
    .map((hop) => ({ ...writtenHop(hop), identityFile: '', jumpHost: '', options: '' }));
}

/** It carries somebody on, and opens nothing. */
const HOP_OPTIONS = [
  ownWord('ClearAllForwardings=yes'),
  ownWord('RemoteCommand=none'),
  ownWord('RequestTTY=no'),
];

function saysMore(hop: SshTarget): boolean {
  return [
    hop.alias,
    hop.identityFile,
    hop.options,
    proxyOf(hop) !== undefined,
    ...SETTING_FIELDS.map((field) => hop[field]),
  ].some(Boolean);
}
