// A server that the system's OpenSSH logs in to. Its shells end with their connection, unless tmux
// or bowline-agent keep them there.
import { identityFileProblem } from '../../programs/localFiles.ts';
import {
  addressProblem,
  jumpHostProblem,
  optionsProblem,
  portProblem,
  userProblem,
} from '../../ssh/sshFields.ts';
import { identityPathProblem } from '../../ssh/sshPlaces.ts';
import { FORWARD_AGENT } from './forwardAgent.ts';
import { hostKind, LONG_FIELD_LENGTH, LOOK, type Choice } from './kind.ts';
import { SSH_PROXY } from './proxy.ts';
import { SHARE_LOGIN } from './shareLogin.ts';
import { KEEP_ALIVE_SECONDS, SSH_CONNECTION, SSH_LOGIN, SSH_OPTIONS } from './sshSettings.ts';

const KEEP_ALIVE = [
  {
    value: '',
    label: 'As usual',
    hint: 'A shell ends with its connection.',
  },
  {
    value: 'off',
    label: 'Off',
    hint: 'A shell ends with its connection. After a cut, a new one is opened.',
  },
  {
    value: 'agent',
    label: 'With bowline-agent',
    hint: 'Shells run on, and nothing they print is lost. Needs the agent there (Node 20 or newer).',
  },
  {
    value: 'tmux',
    label: 'With tmux',
    hint: 'Shells run on in tmux, and their screen comes back. Needs tmux there.',
  },
] as const satisfies readonly Choice[];

export const ssh = hostKind({
  word: 'SSH',
  badge: 'ssh',
  measured: 'echo',
  fields: {
    address: {
      label: 'Address',
      hint: 'Host name, IP address, or an alias from your ssh config.',
      placeholder: 'server.example.net',
      required: true,
      check: addressProblem,
      normal: (address) => address.replace(/^\[(.*)\]$/, '$1'),
    },
    user: {
      inherits: true,
      narrow: true,
      label: 'User',
      hint: 'Empty: as your ssh config says.',
      check: userProblem,
    },
    ...SSH_LOGIN,
    port: {
      inherits: true,
      section: 'connection',
      label: 'Port',
      hint: 'Empty: 22, or your ssh config.',
      check: portProblem,
      normal: (port) => port && String(Number(port)),
    },
    identityFile: {
      inherits: true,
      section: 'connection',
      label: 'Identity file',
      hint: 'Private key to log in with. Empty: the ones ssh tries by itself.',
      placeholder: '~/.ssh/id_ed25519',
      check: (path) => identityFileProblem(path) ?? identityPathProblem(path),
    },
    jumpHost: {
      inherits: true,
      section: 'connection',
      label: 'Jump host',
      hint: 'Goes through this host first: a saved one, or typed. Several are separated by commas.',
      placeholder: 'user@bastion.example.net:22',
      suggests: 'hosts',
      check: jumpHostProblem,
      normal: (hops) => hops.replace(/\s*,\s*/g, ','),
    },
    ...SSH_CONNECTION,
    ...SSH_PROXY,
    forwardAgent: FORWARD_AGENT,
    shareLogin: SHARE_LOGIN,
    keepAlive: {
      section: 'alive',
      label: 'Keep shells alive',
      hint: '',
      choices: KEEP_ALIVE,
      inherits: true,
    },
    keepAliveSeconds: KEEP_ALIVE_SECONDS,
    look: LOOK,
    ...SSH_OPTIONS,
    options: {
      inherits: true,
      section: 'options',
      label: 'Options',
      hint: 'Further ssh options, one Key=value a line.',
      placeholder: 'Compression=yes',
      lines: 2,
      breaks: true,
      longest: LONG_FIELD_LENGTH,
      check: optionsProblem,
      lineKey: (line) => keyOf(line).toLowerCase(),
    },
  },
  detail: ({ address, port, user }) => {
    const bare = port && address.includes(':') ? `[${address}]` : address;
    const target = port ? `${bare}:${port}` : bare;
    return user ? `${user}@${target}` : target;
  },
  can: ({ keepAlive }) => ({
    keep: keepAlive === 'agent' || keepAlive === 'tmux' ? keepAlive : null,
    tunnels: 'ssh',
    // The socket that ssh forwards is this app's own, and gone with the login.
    share: false,
    install: true,
  }),
});

const keyOf = (line: string): string => (line.split('=', 1)[0] ?? '').trim();
