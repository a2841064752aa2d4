// The command line of ssh for a saved host: an argument array, never a string for a shell.
import { optionLines } from '../hosts/sshFields.ts';
import type { StoredHost } from '../hosts/storedHost.ts';

// Ours come after the user's own: of several values for one option OpenSSH takes the first.
const OUR_OPTIONS = [
  'ServerAliveInterval=5', // with the next: a dead link is noticed after 15 to 20 seconds
  'ServerAliveCountMax=3',
  'EscapeChar=none', // a pasted line that begins with `~.` must not end the session
  'ConnectTimeout=15',
];

/** What an ssh that isn't a plain shell needs besides. */
export interface SshUse {
  /** Options that the user's own must not override. */
  options?: readonly string[];
  /** `-N`, `-t` and the like. */
  flags?: readonly string[];
  /** What to run there; given to the login shell there as one line. */
  command?: string;
}

/**
 * `--` ends the options, so that a host named `-oProxyCommand=…` stays a host; each value of
 * an option is an argument of its own, which ssh never takes for another option.
 */
export function sshArguments(host: StoredHost, use: SshUse = {}): string[] {
  const options = [...(use.options ?? []), ...optionLines(host.options), ...OUR_OPTIONS];
  return [
    ...options.flatMap((line) => ['-o', line]),
    ...(use.flags ?? []),
    ...valueOf('-p', host.port),
    ...valueOf('-i', host.identityFile),
    ...valueOf('-J', host.jumpHost),
    ...valueOf('-l', host.user),
    '--',
    host.address,
    ...(use.command === undefined ? [] : [use.command]),
  ];
}

function valueOf(option: string, value: string): string[] {
  return value === '' ? [] : [option, value];
}
