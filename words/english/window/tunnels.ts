// Of tunnels: what each kind is for, how one stands, and their dialog.
import { count, grouped } from '../count.ts';
import { bytes } from '../quantities.ts';

/** `way`: of a connection, from who makes it to where it ends. */
const kinds = {
  local: {
    label: 'Local',
    use: 'Reach from here what only the host can reach: its database, its web page.',
    way: (host: string) => [
      'a program here',
      '127.0.0.1:8080 here',
      host,
      'localhost:80 as it sees it',
    ],
  },
  remote: {
    label: 'Remote',
    use: 'Let the host reach something of yours: a page you are working on, a licence server.',
    way: (host: string) => [
      'a program there',
      `127.0.0.1:8080 on ${host}`,
      'this computer',
      'localhost:3000',
    ],
  },
  dynamic: {
    label: 'SOCKS proxy',
    use: 'Let a browser here look at the network as the host does, wherever it wants to go.',
    way: (host: string) => ['a browser here', 'SOCKS at 127.0.0.1:1080 here', host, 'any address'],
  },
};

const states = {
  stopped: 'Stopped',
  starting: 'Starting',
  running: 'Running',
  waiting: 'Waiting for the host',
  failed: 'Failed',
};

/** Where one leads: from `at` to `to`. */
const ways = {
  freePort: (address: string) => `a free port of ${address}`,
  local: (at: string, to: string, host: string) => `${at} here → ${to} on ${host}`,
  remote: (at: string, to: string, host: string) => `${at} on ${host} → ${to} here`,
  dynamic: (at: string, host: string) => `SOCKS at ${at} here → wherever ${host} can go`,
};

/** Connections, and bytes or bytes a second. */
const figures = {
  unknown: 'OpenSSH carries it itself; figures are shown for agent hosts only',
  open: (connections: number) => `${count(connections, 'connection')} open`,
  total: (connections: number) => `${grouped(connections)} so far`,
  sent: (amount: number) => `${bytes(amount)} sent`,
  received: (amount: number) => `${bytes(amount)} received`,
  sending: (amount: number) => `sending ${bytes(amount)}/s`,
  receiving: (amount: number) => `receiving ${bytes(amount)}/s`,
};

/** What a host's entry says; where others are named before, `few` is only counted. */
const counts = {
  running: (number: number) => count(number, 'tunnel'),
  waiting: (number: number, few: boolean) => `${few ? number : count(number, 'tunnel')} waiting`,
  failed: (number: number, few: boolean) => `${few ? number : count(number, 'tunnel')} failed`,
};

const news = {
  /** The last change of one, for who can't see it. */
  turned: (name: string, state: keyof typeof states, why: string) =>
    `${name}: ${states[state]}${why && `: ${why}`}`,
  failed: (name: string, host: string, why: string) =>
    `The tunnel “${name}” of ${host} failed. ${why}`.trim(),
  asked: (host: string) =>
    `ssh asks something for the tunnels of ${host}. Open “Tunnels…” in its menu to answer.`,
  deletedHost: 'a deleted host',
};

const dialog = {
  title: (host: string) => `Tunnels of ${host}`,
  titleRunning: 'Running tunnels',
  allOf: 'All of its tunnels',
  ofHost: (host: string) => `: ${host}`,
  none: 'No tunnel is running.',
  noneHint: 'Open “Tunnels…” in the menu of a host to add one, or to start one that is saved.',
  allRunning: 'All running tunnels',
  add: 'Add tunnel',
  done: 'Done',
};

/** Where a host has none. */
const help = {
  none: (host: string) => `${host} has no tunnels yet.`,
  add: 'Add',
  kind: (label: string) => `a tunnel: ${label}`,
  way: 'The way of a connection',
};

const question = {
  label: 'ssh asks',
  asks: 'ssh asks:',
  answer: 'Answer',
};

export const tunnels = { kinds, states, ways, figures, counts, news, dialog, help, question };
