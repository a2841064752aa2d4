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
import { hostKind, LONG_FIELD_LENGTH, type Choice } from './kind.ts';

const KEEP_ALIVE = [
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
      label: 'User',
      hint: 'Empty: as your ssh config says.',
      narrow: true,
      check: userProblem,
    },
    port: {
      label: 'Port',
      hint: 'Empty: 22, or your ssh config.',
      narrow: true,
      check: portProblem,
      normal: (port) => port && String(Number(port)),
    },
    identityFile: {
      label: 'Identity file',
      hint: 'Private key to log in with. Empty: the ones ssh tries by itself.',
      placeholder: '~/.ssh/id_ed25519',
      check: (path) => identityFileProblem(path) ?? identityPathProblem(path),
    },
    jumpHost: {
      label: 'Jump host',
      hint: 'Goes through this host first; several separated by commas.',
      placeholder: 'user@bastion.example.net:22',
      check: jumpHostProblem,
      normal: (hops) => hops.replace(/\s*,\s*/g, ','),
    },
    options: {
      label: 'Options',
      hint: 'Further ssh options, one Key=value a line.',
      placeholder: 'Compression=yes',
      lines: 2,
      breaks: true,
      longest: LONG_FIELD_LENGTH,
      check: optionsProblem,
    },
    keepAlive: { label: 'Keep shells alive', hint: '', choices: KEEP_ALIVE },
  },
  detail: ({ address, port, user }) => {
    const bare = port && address.includes(':') ? `[${address}]` : address;
    const target = port ? `${bare}:${port}` : bare;
    return user ? `${user}@${target}` : target;
  },
  can: ({ keepAlive }) => ({
    keep: keepAlive === 'off' ? null : keepAlive,
    tunnels: 'ssh',
    // The socket that ssh forwards is this app's own, and gone with the login.
    share: false,
    install: true,
  }),
});
