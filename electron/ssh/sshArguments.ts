// The command line of ssh for a saved host: an argument array, never a string for a shell.
// Options typed by hand come before those of fields, and these before ours.
import { optionLines } from './sshFields.ts';
import {
  configFile,
  identityFile,
  ownWord,
  userOption,
  userWord,
  type SshArgument,
} from './sshPlaces.ts';
import { keyOf, settingOptions } from './sshSettings.ts';
import type { SshTarget } from './sshTarget.ts';
import { throughHosts } from './throughHosts.ts';

// Ours come after the user's own: of several values for one option OpenSSH takes the first.
const OUR_OPTIONS = [
  ownWord('ServerAliveInterval=5'), // with the next: a dead link is noticed after 15 to 20 seconds
  ownWord('ServerAliveCountMax=3'),
  ownWord('EscapeChar=none'), // a pasted line that begins with `~.` must not end the session
  ownWord('ConnectTimeout=15'),
];

/** Options that say by which way a host is reached. */
const OTHER_WAYS = ['proxycommand', 'proxyjump'];

/** What an ssh that isn't a plain shell needs besides. */
export interface SshUse {
  /** Options that the user's own must not override. */
  options?: readonly SshArgument[];
  /** Options that the user's own override, before ours of every use. */
  defaults?: readonly SshArgument[];
  /** `-N`, `-t` and the like. */
  flags?: readonly SshArgument[];
  /** Options of each ssh on the way through jump hosts, before the user's own. */
  hops?: readonly SshArgument[];
  /** What to run there; given to the login shell there as one line. */
  command?: SshArgument;
}

/**
 * `--` ends the options, so that a host named `-oProxyCommand=…` stays a host; each value of
 * an option is an argument of its own, which ssh never takes for another option. Throws a
 * `StartError` where a text can't stand at its place.
 */
export function sshArguments(host: SshTarget, use: SshUse = {}): SshArgument[] {
  if (host.alias) return aliasArguments(host, host.alias, use);
  const { options = [], defaults = [], flags = [], hops = [], command } = use;
  const own = optionLines(host.options).map(userOption);
  const taken = new Set([...options, ...own].map(keyOf));
  const settings = settingOptions(host, taken);
  const named = new Set([...taken, ...settings.map(keyOf)]);
  return [
    ...[...options, ...own, ...settings, ...defaults, ...OUR_OPTIONS].flatMap(asOption),
    ...flags,
    ...valueOf('-p', userWord(host.port, 'port')),
    ...identityFile(host.identityFile),
    // Beside a way that is given already, ssh refuses them, or asks it to be given up.
    ...(OTHER_WAYS.some((key) => named.has(key)) ? [] : throughHosts(host, sshArguments, { hops })),
    ...valueOf('-l', userWord(host.user, 'user')),
    ownWord('--'),
    userWord(host.address, 'address'),
    ...(command === undefined ? [] : [command]),
  ];
}

/** A host that a configuration file decides about: of ours, only what the file says nothing of. */
function aliasArguments(host: SshTarget, alias: string, use: SshUse): SshArgument[] {
  const { options = [], defaults = [], flags = [], hops = [], command } = use;
  const says = host.followed?.says() ?? new Set<string>();
  const ours = [...defaults, ...OUR_OPTIONS].filter((option) => !says.has(keyOf(option)));
  const { agentForward } = host; // none of the file's: a person's choice here
  const keys = agentForward ? [userOption(`ForwardAgent=${agentForward}`)] : [];
  return [
    ...[...options, ...keys, ...ours].flatMap(asOption),
    ...flags,
    ...configFile(host.file ?? ''),
    ...(host.jumps?.length ? throughHosts(host, sshArguments, { hops }) : []),
    ownWord('--'),
    userWord(alias, 'address'),
    ...(command === undefined ? [] : [command]),
  ];
}

/** `-o` and the option. */
export function asOption(option: SshArgument): SshArgument[] {
  return ['-o' as SshArgument, option];
}

/** Nothing where there is no value. */
export function valueOf(flag: '-p' | '-l', value: SshArgument): SshArgument[] {
  return value === '' ? [] : [flag as string as SshArgument, value];
}
