// The fields of an SSH host that are options of ssh. What ssh is told of each stands in
// electron/ssh/sshSettings.ts. Left empty, ssh and its own configuration decide.
import { identityFileProblem } from '../../programs/localFiles.ts';
import { certificatePathProblem } from '../../ssh/sshPlaces.ts';
import {
  algorithmsProblem,
  commandLineProblem,
  remoteDirectoryProblem,
  secondsProblem,
  setEnvProblem,
} from '../../ssh/sshSettingProblems.ts';
import { LONG_FIELD_LENGTH, type Choice, type HostField } from './kind.ts';

/** '' is what a host has that says nothing: its folders do, or else ssh. */
const AS_SSH = [
  { value: '', label: 'As usual', hint: 'As its folder says, or else your ssh config.' },
  { value: 'ssh', label: 'As ssh decides', hint: 'As your ssh config says.', holds: '' },
] as const satisfies readonly Choice[];
const choice = <const Value extends string>(value: Value, label: string, hint: string) => ({
  ...{ value, label, hint },
});
const YES = { value: 'yes', label: 'Yes' } as const;
const NO = { value: 'no', label: 'No' } as const;

const ADDRESS_FAMILY = [
  ...AS_SSH,
  choice('inet', 'IPv4', 'Only addresses of IPv4.'),
  choice('inet6', 'IPv6', 'Only addresses of IPv6.'),
  choice('any', 'Either', 'Whichever of the two the host has.'),
] as const satisfies readonly Choice[];

const STRICT_HOST_KEY = [
  ...AS_SSH,
  choice('ask', 'Ask', 'A host key that isn’t known is shown, and you are asked.'),
  choice('yes', 'Refuse', 'A host whose key isn’t known is refused.'),
  choice(
    'accept-new',
    'Accept new',
    'A first key is taken without asking. A changed one is refused.',
  ),
  choice('no', 'Accept any', 'No key is checked. Anybody on the way could pose as the host.'),
] as const satisfies readonly Choice[];

const IDENTITIES_ONLY = [
  ...AS_SSH,
  { ...YES, hint: 'Only the identity file is tried, and none that an agent offers besides.' },
  { ...NO, hint: 'Keys of your ssh agent are tried, too.' },
] as const satisfies readonly Choice[];

const AGENT_FORWARD = [
  ...AS_SSH,
  { ...YES, hint: 'Programs there can use your keys while you are connected. So can its root.' },
  { ...NO, hint: 'Your keys stay here.' },
] as const satisfies readonly Choice[];

const X11 = [
  ...AS_SSH,
  { ...YES, hint: 'Windows of programs there open here, with limited rights.' },
  choice('trusted', 'Trusted', 'Windows open here with all rights: they can read your keyboard.'),
  { ...NO, hint: 'Programs there can’t open windows here.' },
] as const satisfies readonly Choice[];

const COMPRESSION = [
  ...AS_SSH,
  { ...YES, hint: 'For slow links. On fast ones it costs more time than it saves.' },
  { ...NO, hint: 'Nothing is compressed.' },
] as const satisfies readonly Choice[];

const REQUEST_TTY = [
  ...AS_SSH,
  { ...YES, hint: 'Always with a terminal.' },
  choice('force', 'Force', 'With a terminal, even where ssh itself has none.'),
  { ...NO, hint: 'Without a terminal: for commands that only print.' },
] as const satisfies readonly Choice[];

const LOG_IN_WITH = [
  AS_SSH[0],
  {
    value: 'ssh',
    label: 'Any',
    hint: 'What ssh tries by itself: keys first, then what the host asks for.',
    holds: '',
  },
  choice('key', 'Key', 'Keys first, whatever your ssh config says.'),
  choice('password', 'Password', 'The password first, before any key.'),
  choice('ask', 'Ask me', 'Nothing that is kept is used: what ssh asks is asked of you.'),
] as const satisfies readonly Choice[];

export const SSH_LOGIN = {
  logInWith: {
    inherits: true,
    narrow: true,
    label: 'Log in with',
    hint: '',
    choices: LOG_IN_WITH,
  },
  identity: {
    inherits: true,
    label: 'Identity',
    hint: 'A login that many hosts use: its user and key where this host has none of its own.',
    suggests: 'identities',
    longest: 100,
  },
} as const satisfies Record<string, HostField>;

export const SSH_CONNECTION = {
  certificateFile: {
    inherits: true,
    section: 'connection',
    label: 'Certificate',
    hint: 'Signed by your authority, for the identity file. Empty: the one that lies beside it.',
    placeholder: '~/.ssh/id_ed25519-cert.pub',
    check: (path: string) => identityFileProblem(path) ?? certificatePathProblem(path),
  },
  identitiesOnly: {
    inherits: true,
    section: 'connection',
    label: 'Identity file only',
    hint: '',
    choices: IDENTITIES_ONLY,
  },
  proxyCommand: {
    inherits: true,
    section: 'connection',
    label: 'Proxy command',
    hint: 'Run on this computer in place of a connection; %h and %p are host and port. Goes before a jump host.',
    placeholder: 'nc -X 5 -x proxy.example.net:1080 %h %p',
    check: commandLineProblem,
  },
  addressFamily: {
    inherits: true,
    section: 'connection',
    label: 'Address family',
    hint: '',
    choices: ADDRESS_FAMILY,
  },
  connectTimeout: {
    inherits: true,
    section: 'connection',
    label: 'Connect timeout',
    hint: 'Seconds until an attempt is given up. Empty: 15.',
    narrow: true,
    check: (seconds: string) => secondsProblem(seconds, 1),
    normal: plainNumber,
  },
  strictHostKey: {
    inherits: true,
    section: 'connection',
    label: 'Unknown host keys',
    hint: '',
    choices: STRICT_HOST_KEY,
  },
} as const satisfies Record<string, HostField>;

export const KEEP_ALIVE_SECONDS = {
  inherits: true,
  section: 'alive',
  label: 'Ask every',
  hint: 'Seconds between questions whether the host is still there. Empty: 5. 0: never.',
  check: (seconds: string) => secondsProblem(seconds, 0),
  normal: plainNumber,
} as const satisfies HostField;

export const SSH_OPTIONS = {
  remoteCommand: {
    inherits: true,
    section: 'options',
    label: 'Start command',
    hint: 'Runs there in place of a shell, in shells that nothing keeps alive.',
    placeholder: 'tail -F /var/log/syslog',
    check: commandLineProblem,
  },
  remoteDirectory: {
    inherits: true,
    section: 'files',
    label: 'Start folder',
    hint: 'Where such shells begin. The host needs a Unix shell.',
    placeholder: '/srv/www',
    check: remoteDirectoryProblem,
  },
  requestTty: chosen('Terminal', REQUEST_TTY),
  setEnv: {
    inherits: true,
    section: 'options',
    label: 'Variables',
    hint: 'Set there, one NAME=value a line. The server has to accept them (AcceptEnv).',
    placeholder: 'LANG=de_DE.UTF-8',
    lines: 2,
    breaks: true,
    longest: LONG_FIELD_LENGTH,
    check: setEnvProblem,
    lineKey: (line: string) => (line.split('=', 1)[0] ?? '').trim(),
  },
  agentForward: chosen('Forward the ssh agent', AGENT_FORWARD),
  x11: chosen('Forward X11', X11),
  compression: chosen('Compression', COMPRESSION),
  ciphers: algorithms('Ciphers', 'aes256-gcm@openssh.com'),
  kexAlgorithms: algorithms('Key exchange', '+diffie-hellman-group14-sha1'),
  macs: algorithms('MACs', 'hmac-sha2-256-etm@openssh.com'),
  hostKeyAlgorithms: algorithms('Host key algorithms', '+ssh-rsa'),
} as const satisfies Record<string, HostField>;

function chosen<const Choices extends readonly Choice[]>(label: string, choices: Choices) {
  return { inherits: true, section: 'options', label, hint: '', choices } as const;
}

function algorithms(label: string, placeholder: string) {
  return {
    inherits: true,
    section: 'options',
    label,
    hint: 'Names separated by commas. + before the first adds to ssh’s own, for old servers say.',
    placeholder,
    check: algorithmsProblem,
  } as const satisfies HostField;
}

function plainNumber(digits: string): string {
  return digits && String(Number(digits));
}
