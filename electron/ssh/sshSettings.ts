// The fields of an SSH host that are options of ssh, in one table: which option each becomes, and how
// its value is written there.
import { certificatePath, userOption, type SshArgument } from './sshPlaces.ts';
import type { SshSettings, SshTarget } from './sshTarget.ts';

type Option = readonly [key: string, value: string];

const HOW: { [Field in keyof SshSettings]-?: (value: string) => readonly Option[] } = {
  logInWith: (value) => AUTHENTICATIONS[value] ?? [],
  proxyCommand: (value) => [['ProxyCommand', value]],
  certificateFile: (path) => [['CertificateFile', certificatePath(path)]],
  identitiesOnly: (value) => [['IdentitiesOnly', value]],
  addressFamily: (value) => [['AddressFamily', value]],
  connectTimeout: (seconds) => [['ConnectTimeout', seconds]],
  keepAliveSeconds: (seconds) => [['ServerAliveInterval', seconds]],
  strictHostKey: (value) => [['StrictHostKeyChecking', value]],
  agentForward: (value) => [['ForwardAgent', value]],
  x11: (value) => (value === 'trusted' ? TRUSTED_X11 : [['ForwardX11', value]]),
  compression: (value) => [['Compression', value]],
  setEnv: (lines) => [['SetEnv', assignments(lines)]],
  ciphers: (list) => [['Ciphers', list]],
  kexAlgorithms: (list) => [['KexAlgorithms', list]],
  macs: (list) => [['MACs', list]],
  hostKeyAlgorithms: (list) => [['HostKeyAlgorithms', list]],
  requestTty: (value) => [['RequestTTY', value]],
  // What is to run decides about a terminal, which it needs as a shell does; both are of one value.
  remoteCommand: () => [],
  remoteDirectory: () => [],
};

/** All that ssh knows, in another order: what is refused isn't the end. */
const AUTHENTICATIONS: Readonly<Record<string, readonly Option[]>> = {
  key: preferring('publickey,gssapi-with-mic,hostbased,keyboard-interactive,password'),
  password: preferring('password,keyboard-interactive,publickey,gssapi-with-mic,hostbased'),
};

function preferring(ways: string): readonly Option[] {
  return [['PreferredAuthentications', ways]];
}

const TRUSTED_X11: readonly Option[] = [
  ['ForwardX11', 'yes'],
  ['ForwardX11Trusted', 'yes'],
];

export const SETTING_FIELDS = Object.keys(HOW) as (keyof SshSettings)[];
/** Those that say what is opened, and not how the host is logged in to. */
const OF_SHELLS = new Set<string>(['requestTty', 'remoteCommand', 'remoteDirectory']);
/** Those that decide how a host is logged in to. */
export const LOGIN_FIELDS = SETTING_FIELDS.filter((field) => !OF_SHELLS.has(field));

/**
 * The options of a host's fields. One that is given already, by a line of the user's own or by what
 * ssh is used for, is left out: `taken` has their names in lower case.
 */
export function settingOptions(host: SshTarget, taken: ReadonlySet<string>): SshArgument[] {
  const own = SETTING_FIELDS.flatMap((field) => (host[field] ? HOW[field](host[field]) : []));
  return [...own, ...startOptions(host)]
    .filter(([key]) => !taken.has(key.toLowerCase()))
    .map(([key, value]) => userOption(`${key}=${value}`));
}

/** The name of an option, as names are compared. */
export function keyOf(option: string): string {
  return option.split(/[\s=]/)[0]!.toLowerCase();
}

/** `cd` says itself why it can't, and the shell is opened all the same. */
function startOptions({ remoteDirectory, remoteCommand, requestTty }: SshTarget): Option[] {
  if (!remoteDirectory && !remoteCommand) return [];
  const there = remoteDirectory ? `cd ${quotedPath(remoteDirectory)}; ` : '';
  const command = there + (remoteCommand || 'exec "$SHELL" -l');
  const tty: Option[] = requestTty ? [] : [['RequestTTY', 'yes']];
  // ssh would read a percent sign itself: `date +%F` is meant for the shell there.
  return [['RemoteCommand', command.replaceAll('%', '%%')], ...tty];
}

/** For any login shell there. */
function quotedPath(path: string): string {
  const [, home = '', rest = ''] = /^(~\/?)?(.*)$/s.exec(path)!;
  return `${home}${rest && `'${rest}'`}`;
}

/** All in one option, of which ssh takes the first alone; in quotation marks, a space is a space. */
function assignments(lines: string): string {
  const each = lines.split('\n').map((line) => line.trim());
  return each.flatMap((line) => (line === '' ? [] : [`"${line}"`])).join(' ');
}
