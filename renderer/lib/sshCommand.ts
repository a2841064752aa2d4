// The ssh command of a saved host, as one would type it: to try in another terminal what failed here,
// or to hand to somebody who asks. The one place that quotes for a shell; no secret is a part of it.
import type { SavedHost, ShellStatus } from '../../electron/ipc/contract.ts';
import { held, type Holding } from './held.ts';
import { hopsOf, writtenHops } from './jumpHops.ts';
import { proxyCommand, throughHops, type ProxyHost } from './proxyCommand.ts';
import { settingOptions, type SettingHost } from './sshSettingOptions.ts';

type SshHost = Pick<SavedHost, 'kind' | 'address'> &
  Holding<'user' | 'port' | 'identityFile' | 'jumpHost' | 'options' | 'forwardAgent'> &
  SettingHost &
  ProxyHost &
  Partial<Pick<SavedHost, 'alias' | 'file'>>;
type Find = Parameters<typeof writtenHops>[1];

/** Null for a host that ssh doesn't log in to. `find`: saved hosts, which may be jump hosts. */
export function sshCommand(host: SshHost, find: Find): string | null {
  const { kind, address } = host;
  if (kind === 'config') return byAlias(host);
  if (kind !== 'ssh' || address === '') return null;
  const [user, port] = [held(host, 'user'), held(host, 'port')];
  const identityFile = held(host, 'identityFile');
  const jumpHost = writtenHops(held(host, 'jumpHost'), find);
  const own = ownOptions(host);
  const parts = [
    ...(forwardsKeys(host) && !own.taken.has(FORWARD) ? ['-A'] : []),
    ...(port ? ['-p', port] : []),
    ...(identityFile ? ['-i', identityFile] : []),
    ...wayOf(host, jumpHost, own.taken),
    ...optionsOf(host, own).flatMap((option) => ['-o', option]),
  ];
  const target = user ? `${user}@${address}` : address;
  // What begins with a dash would be an option.
  const end = target.startsWith('-') ? ['--'] : [];
  return ['ssh', ...parts, ...end, target].map(quoted).join(' ');
}

const isHop = (hop: string): boolean => hop.toLowerCase() !== 'none';

/** Through jump hosts and a proxy; a way that was typed is one of its options. */
function wayOf(host: SshHost, jumpHost: string, taken: ReadonlySet<string>): string[] {
  const isTyped = held(host, 'proxyCommand') || taken.has('proxycommand') || taken.has('proxyjump');
  const proxy = isTyped ? null : proxyCommand(host, quoted);
  if (proxy === null) return jumpHost ? ['-J', jumpHost] : [];
  return ['-o', `ProxyCommand=${throughHops(proxy, hopsOf(jumpHost).filter(isHop), quoted)}`];
}

const FORWARD = 'forwardagent';

/** Without a question. Where it asks each time, that is this app's own socket, which no other terminal has. */
function forwardsKeys(host: SshHost): boolean {
  return held(host, 'forwardAgent') === 'allow';
}

interface OwnOptions {
  lines: string[];
  /** Their names, in lower case. */
  taken: ReadonlySet<string>;
}

/** The lines that were typed. */
function ownOptions(host: SshHost): OwnOptions {
  const typed = held(host, 'options').split('\n');
  const lines = typed.map((line) => line.trim()).filter((line) => line !== '');
  const taken = new Set(lines.map((line) => line.split(/[\s=]/)[0]!.toLowerCase()));
  return { lines, taken };
}

/** Its own lines, and those of its fields that these don't say already. */
function optionsOf(host: SshHost, { lines, taken }: OwnOptions): string[] {
  const lends = ['allow', 'ask'].includes(held(host, 'forwardAgent'));
  return [...lines, ...settingOptions(host, lends ? new Set([...taken, FORWARD]) : taken)];
}

/** Of a host that stands in a file, which says all the rest. */
function byAlias(host: SshHost): string {
  const { alias = '', file = '' } = host;
  const end = alias.startsWith('-') ? ['--'] : [];
  return [
    'ssh',
    ...(forwardsKeys(host) ? ['-A'] : []),
    ...(file ? ['-F', file] : []),
    ...end,
    alias,
  ]
    .map(quoted)
    .join(' ');
}

// A tilde at the beginning is left to the shell: it is the user's own.
function quoted(word: string): string {
  if (/^[\w@%+=:,./~[\]-]+$/.test(word)) return word;
  const [, home, rest] = /^(~\/)?(.*)$/s.exec(word)!;
  return `${home ?? ''}'${rest!.replaceAll("'", `'\\''`)}'`;
}

/**
 * The command that helps after a failure: the one that its hint names (`ssh-keygen -R …`), or else the
 * host's ssh command. Null where there is none.
 */
export function commandOf(
  { hint }: Pick<ShellStatus, 'hint'>,
  host: SshHost | undefined,
  find: Find,
): string | null {
  const named = hint?.facts?.['command'];
  if (typeof named === 'string' && named !== '') return named;
  return host ? sshCommand(host, find) : null;
}
