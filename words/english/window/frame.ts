// Of the window's frame: the rail, the views of the sidebar, the status line's parts, and what narrow
// windows fold away.
import { count, people } from '../count.ts';

const rail = {
  label: 'Views',
  menu: 'Application menu',
  hosts: 'Hosts',
  files: 'Files',
  tunnels: 'Tunnels',
  sharing: 'Sharing',
  notifications: 'Notifications',
  settings: 'Settings',
  /** What is seen at a view's button, with the key that does the same where there is one. */
  tip: (name: string, keys: string) => (keys ? `${name} (${keys})` : name),
  /** Read out after a view's name. */
  running: (tunnels: number) => `${tunnels} running`,
  trouble: (tunnels: number) => `${count(tunnels, 'tunnel')} in trouble or asking`,
  transfers: (open: number) => `${count(open, 'transfer')} under way`,
  transferTrouble: (transfers: number) => `${count(transfers, 'transfer')} failed or asking`,
  shared: (shells: number) => `${count(shells, 'shared shell')}`,
  unread: (messages: number) => `${count(messages, 'message')} not read`,
  notices: (notices: number) => `${notices} not read`,
  named: (name: string, fact: string) => (fact ? `${name}, ${fact}` : name),
};

const hosts = {
  open: 'Open',
  actions: { open: 'Open shell', more: 'More…' },
  nearest: 'Nearest',
  noOpen: 'No host has a live shell',
  seeAll: 'Show all hosts',
  addTyped: (typed: string) => `Add “${typed}” as a host`,
};

const tunnels = {
  none: 'No tunnel is running',
  noneText: 'A tunnel lets programs here reach what a host can reach, or the other way round.',
  manage: 'All tunnels…',
  open: (name: string, host: string) => `${name} on ${host}`,
};

const sharing = {
  none: 'No shell is shared',
  noneText: 'Others join with a link, to watch or to type along.',
  join: 'Join a shared shell…',
  share: 'Share this shell…',
  shared: 'Shared by you',
  joined: 'Joined',
  people,
  away: 'not open',
};

const status = {
  parts: 'Status line',
  tunnels: (running: number) => count(running, 'tunnel'),
  people,
  showHost: (host: string) => `Show ${host} in the list of hosts`,
  showTunnels: 'Show the tunnels',
  showPeople: 'Show who is here',
  goToPane: 'Go to that pane',
};

const panes = {
  label: 'Panes of this tab',
};

const start = {
  title: 'Where do you want to go?',
  promise:
    'Bowline keeps your shells through cuts, sleep and restarts, and says so where it can’t.',
  with: 'Start with',
  /** Below a box for an address. */
  orWith: 'Or start with',
  shell: { title: 'A shell on this computer', text: 'No host needed' },
  host: { title: 'Add a host by hand', text: 'The rest can wait' },
  find: { title: 'Find a host', text: (hosts: number) => `Among ${count(hosts, 'saved host')}` },
  join: { title: 'Join somebody’s shell', text: 'With a link' },
  keys: {
    title: 'Worth knowing',
    anything: 'Find anything',
    every: 'Settings, and every key',
    split: 'Split to the right, downwards',
    find: 'Find in the terminal',
    copyPaste: 'Copy, paste',
    tabs: 'Next tab',
    text: 'Larger, smaller text',
  },
};

const native = {
  label: 'Use the system’s window frame',
  hint: 'Windows that you open from now on have it, and all of them after the next start.',
};

export const frame = {
  rail,
  hosts,
  tunnels,
  sharing,
  status,
  panes,
  start,
  native,
  closeDrawer: 'Close the sidebar',
};
