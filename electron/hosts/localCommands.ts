// What an SSH host starts on this computer when it connects. What came from a file of somebody else is
// allowed once, per text; what was saved in the form was seen there, and is allowed by that.
import { createHash } from 'node:crypto';
import { say, type Said } from '../../words/said.ts';
import { PersonError } from '../personError.ts';
import { optionLines } from '../ssh/sshFields.ts';
import { keyOf } from '../ssh/sshSettings.ts';
import type { SshTarget } from '../ssh/sshTarget.ts';
import type { StoredHost } from './storedHost.ts';

export interface LocalCommand {
  /** As ssh calls it: `ProxyCommand`. */
  readonly option: string;
  /** The whole of it. */
  readonly text: string;
}

/** Options of ssh that start a program or load a library, whatever their values. */
const STARTERS = new Map(
  [
    ...['ProxyCommand', 'LocalCommand', 'KnownHostsCommand', 'XAuthLocation'],
    ...['PKCS11Provider', 'SecurityKeyProvider', 'SmartcardDevice'],
  ].map((option) => [option.toLowerCase(), option]),
);
const NONE = /^"?(none|internal)"?$/i;

/**
 * What connecting to a host starts here: its own, and what its saved jump hosts bring. Throws a `PersonError`
 * where the file can't be read that one of them stands in.
 */
export function localCommands(target: SshTarget): LocalCommand[] {
  const all = [...ownCommands(target), ...(target.jumps ?? []).flatMap(localCommands)];
  return all.filter(({ text }) => !NONE.test(text));
}

/** Of one that a file decides about, the fields aren't what ssh is given. */
function ownCommands(target: SshTarget): LocalCommand[] {
  if (target.alias) return [...(target.followed?.starts() ?? [])];
  const own = target.proxyCommand ? [{ option: 'ProxyCommand', text: target.proxyCommand }] : [];
  return [...own, ...optionLines(target.options).flatMap((line) => startedBy(line))];
}

function startedBy(line: string): LocalCommand[] {
  const key = keyOf(line);
  const option = STARTERS.get(key);
  if (!option) return [];
  return [{ option, text: line.slice(key.length).replace(/^[\s=]+/, '') }];
}

export function hashOf({ option, text }: LocalCommand): string {
  return createHash('sha256').update(`${option}\0${text}`).digest('hex');
}

/** The host, with a `problem` where it would start what isn't allowed. */
export function heldBack(
  host: StoredHost & SshTarget,
  allowed: ReadonlySet<string>,
): StoredHost & SshTarget {
  if (!goesBySsh(host) || host.problem) return host;
  const problem = whyHeldBack(host, allowed);
  return problem ? { ...host, problem } : host;
}

/** Why ssh can't be started for it now; null if it can. */
export function whyHeldBack(host: SshTarget, allowed: ReadonlySet<string>): Said | null {
  try {
    const [first] = notAllowed(host, allowed);
    return first ? say('command-not-allowed', { host: host.name, option: first.option }) : null;
  } catch (error) {
    if (error instanceof PersonError) return error.said;
    throw error;
  }
}

export function goesBySsh({ kind }: Pick<StoredHost, 'kind'>): boolean {
  return kind === 'ssh' || kind === 'config';
}

/** Each text once. */
export function notAllowed(host: SshTarget, allowed: ReadonlySet<string>): LocalCommand[] {
  const all = localCommands(host).filter((command) => !allowed.has(hashOf(command)));
  return [...new Map(all.map((command) => [hashOf(command), command])).values()];
}
