// The ssh command of a saved host, as one would type it: to try in another terminal what failed here,
// or to hand to somebody who asks. The one place that quotes for a shell; no secret is a part of it.
import type { SavedHost, ShellStatus } from '../../electron/ipc/contract.ts';

type SshHost = Pick<
  SavedHost,
  'kind' | 'address' | 'user' | 'port' | 'identityFile' | 'jumpHost' | 'options'
> &
  Partial<Pick<SavedHost, 'alias' | 'file'>>;

/** Null for a host that ssh doesn't log in to. */
export function sshCommand(host: SshHost): string | null {
  const { kind, address, user, port, identityFile, jumpHost, options } = host;
  if (kind === 'config') return byAlias(host);
  if (kind !== 'ssh' || address === '') return null;
  const parts = [
    ...(port ? ['-p', port] : []),
    ...(identityFile ? ['-i', identityFile] : []),
    ...(jumpHost ? ['-J', jumpHost] : []),
    ...options.split('\n').flatMap((line) => (line.trim() === '' ? [] : ['-o', line.trim()])),
  ];
  const target = user ? `${user}@${address}` : address;
  // What begins with a dash would be an option.
  const end = target.startsWith('-') ? ['--'] : [];
  return ['ssh', ...parts, ...end, target].map(quoted).join(' ');
}

/** Of a host that stands in a file, which says all the rest. */
function byAlias({ alias = '', file = '' }: SshHost): string {
  const end = alias.startsWith('-') ? ['--'] : [];
  return ['ssh', ...(file ? ['-F', file] : []), ...end, alias].map(quoted).join(' ');
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
): string | null {
  const named = hint?.facts?.['command'];
  if (typeof named === 'string' && named !== '') return named;
  return host ? sshCommand(host) : null;
}
