// The way through jump hosts. ssh's own `-J` takes no more than user, address and port of each; where
// a saved host says more of itself (a key, say), the way is an ssh of our own making, which logs in to
// it as to any host. It runs by the user's shell, so each of its words is quoted.
import { SYSTEM } from '../../core/system.ts';
import { say } from '../../words/said.ts';
import { StartError } from '../programs/command.ts';
import type { SshUse } from './sshArguments.ts';
import { writtenHop } from './sshFields.ts';
import { jumpHosts, ownWord, userOption, type SshArgument } from './sshPlaces.ts';
import { SETTING_FIELDS } from './sshSettings.ts';
import type { SshTarget } from './sshTarget.ts';

type Arguments = (host: SshTarget, use?: SshUse) => SshArgument[];

/** Where the ssh before this one wants to go; it fills this in. */
const WHERE = '[%h]:%p';
/** What no shell reads otherwise than as it is. */
const PLAIN_WORD = /^[\w/-][\w@%+=:,./-]*$/;

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
  const jumps = host.jumps ?? (hops.length > 0 ? writtenHops(jumpHost) : []);
  const last = jumps.at(-1);
  if (!last || !(hops.length > 0 || jumps.some(saysMore))) return jumpHosts(jumpHost);
  const before = jumps.slice(0, -1);
  const hop = { ...last, jumps: before, jumpHost: before.map(jumpText).join(',') };
  const flags = [ownWord('-W'), ownWord(WHERE)];
  const use = { options: [...HOP_OPTIONS, ...hops], flags, hops };
  const words = argumentsOf(hop, use).map((word) =>
    quoted(word === WHERE ? word : word.replaceAll('%', '%%'), platform),
  );
  return [ownWord('-o'), userOption(`ProxyCommand=${['ssh', ...words].join(' ')}`)];
}

/** Of a hop, as `-J` takes it. */
export function jumpText({ user, address, port }: SshTarget): string {
  const host = address.includes(':') ? `[${address}]` : address;
  return `${user && `${user}@`}${host}${port && `:${port}`}`;
}

/** Hops that are written out, as hosts that say no more than that. */
function writtenHops(jumpHost: string): SshTarget[] {
  return jumpHost
    .split(',')
    .filter((hop) => hop.trim() !== '')
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
    ...SETTING_FIELDS.map((field) => hop[field]),
  ].some(Boolean);
}

/** Within single quotes, the shells of people differ in the backslash alone; on Windows there are none. */
function quoted(word: string, platform: NodeJS.Platform): string {
  if (PLAIN_WORD.test(word)) return word;
  const isWindows = platform === 'win32';
  if (/[\r\n]/.test(word) || (isWindows ? /["^&|<>]/ : /\\/).test(word)) {
    throw new StartError(say('jump-host-unquoted'), say('edit-and-enter-anew'));
  }
  return isWindows ? `"${word}"` : `'${word.replaceAll("'", `'"'"'`)}'`;
}
