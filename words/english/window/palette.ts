// Of the palette: what can be found in it, what is said of each, and what becomes of an address that
// was typed.
import { count } from '../count.ts';

const SORTS = {
  typed: 'What you typed',
  hosts: 'Hosts',
  tags: 'Tags',
  tabs: 'Open tabs',
  commands: 'Commands',
  settings: 'Settings',
};

const SAID = {
  hosts: (of: number) => count(of, 'host'),
  tags: (of: number) => count(of, 'tag'),
  tabs: (of: number) => count(of, 'tab'),
  commands: (of: number) => count(of, 'command'),
  settings: (of: number) => count(of, 'setting'),
};

export const palette = {
  label: 'Find anything',
  placeholder: 'Host, tag, tab, command, setting, or an address to connect to',
  results: 'Found',
  sorts: SORTS,
  scopes: {
    everything: 'Everything',
    hosts: 'Hosts',
    tags: 'Tags',
    tabs: 'Open tabs',
    commands: 'Commands',
    settings: 'Settings',
  },
  scope: (scope: string) => `Looks in: ${scope}. Tab looks elsewhere.`,
  /** So many are shown of all that match. */
  of: (shown: number, all: number) =>
    shown < all ? `${shown} of ${all.toLocaleString()}` : `${all}`,
  /** Read out when what is found is another. */
  heard: (counts: Readonly<Partial<Record<keyof typeof SAID, number>>>) => {
    const all = Object.entries(counts).filter(([, one]) => one > 0);
    const parts = all.map(([sort, one]) => SAID[sort as keyof typeof SAID](one));
    return parts.length > 0 ? parts.join(', ') : 'Nothing found';
  },
  nothing: (typed: string) =>
    `Nothing here is called “${typed}”. An address, or a whole ssh command, can be connected to.`,
  noTag: (typed: string) => `No tag here, and no host with one, is called “${typed}”.`,
  slow: 'Looking for this took too long. Type something shorter.',
  window: (title: string) => `window ${title}`,
  shells: (open: number) => count(open, 'shell'),
  kept: (shells: number) => `${shells} kept`,

  facts: {
    address: 'Address',
    user: 'User',
    through: 'Through',
    folder: 'Folder',
    tags: 'Tags',
    kind: 'Kind',
    roundTrip: 'Round trip',
    shells: 'Shells',
    last: 'Last',
    window: 'Window',
    state: 'State',
    keys: 'Keys',
    noKeys: 'none',
    key: 'Key file',
    options: 'Options',
    left: 'Left out',
    here: 'this one',
    openAndKept: (open: number, kept: number) => `${open} open, ${kept} kept`,
    ms: (ms: number) => `${Math.round(ms)} ms`,
    page: 'Page',
  },

  connect: (target: string) => `Connect to ${target}`,
  connectHint: 'Opens a shell. The host isn’t saved.',
  add: (target: string) => `Add ${target} as a host`,
  addHint: 'Opens the form with it.',
  join: 'Join the shared shell of this link',
  pair: 'Add the host of this pairing link',
  leftWhy: 'Options that start programs or read other files aren’t taken from what is pasted.',
  cannot: (what: string) =>
    what === '' ? 'This can’t be connected to' : `“${what}” can’t be connected to`,

  notShown: 'The tab could not be shown',

  keys: { open: '↵', beside: 'Ctrl+↵', besideOnMac: '⌘↵', more: 'Tab' },
  hints: {
    open: 'Open',
    beside: 'Beside',
    more: 'Look elsewhere',
    close: 'Close',
    commands: 'command',
    hosts: 'host',
    tags: 'tag',
    tabs: 'tab',
  },
};
