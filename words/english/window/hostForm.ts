// Of the dialog that adds or edits a host, beside the fields of its kind, which have their own words.
import { count } from '../count.ts';

export const hostForm = {
  add: 'Add host',
  edit: 'Edit host',
  cancel: 'Cancel',
  save: 'Save',
  saveAndConnect: 'Save and connect',
  name: { label: 'Name', hint: 'How it is called in the list.' },
  /** What a name that is left empty comes to. */
  nameIfEmpty: (name: string) => `Left empty: it is called “${name}”.`,
  nameMayBeEmpty: 'May be left empty: it is then made from where the host is.',
  /** Parts of the form that begin closed: what they are called, and how they stand usually. */
  sections: {
    connection: { title: 'Connection', usual: 'straight, as ssh decides' },
    proxy: { title: 'Proxy', usual: 'none' },
    alive: { title: 'Keep shells alive', usual: 'off' },
    files: { title: 'Files and tunnels', usual: 'starts at home' },
    look: { title: 'Look', usual: 'as everywhere' },
    tags: { title: 'Tags and notes', usual: 'none' },
    options: { title: 'Further ssh options', usual: 'none' },
  },
  /** A field of a section that is filled in. */
  differs: (field: string, value: string) => `${field}: ${value}`,
  /** What a folder says of a section: its fields as above. */
  asFolder: (folder: string, fields: string) => `as folder ${folder}: ${fields}`,
  startsIn: (folder: string) => `starts in ${folder}`,
  tunnels: (tunnels: number) => (tunnels === 0 ? 'no tunnels' : count(tunnels, 'tunnel')),
  hasNotes: 'with notes',
  isFavourite: 'favourite',
  /** Below a field whose value is a folder’s. */
  inherited: {
    setBy: (folder: string) => `Set by the folder ${folder}.`,
    choiceSetBy: (choice: string, folder: string) => `${choice}, set by the folder ${folder}.`,
    own: (field: string) => `Change it here: ${field}`,
    ownTip: 'Change it here',
    back: (folder: string, value: string) => `As the folder ${folder} says: ${value}`,
    instead: (folder: string, value: string) => `Here, not as the folder ${folder} says: ${value}.`,
    asFolder: 'As the folder says',
    lines: 'These hold besides, from folders:',
  },
  folder: {
    label: 'Folder',
    hint: 'What it says of its hosts holds for this one, too.',
    noneHint: 'It stands at the top of the list.',
    none: 'No folder',
    all: 'Folders',
    more: 'Type a part of a path to find others',
    make: 'New folder…',
    makeNamed: (name: string, parent: string) =>
      parent === '' ? `New folder “${name}”` : `New folder “${name}” in ${parent}`,
    settings: (folder: string) => `Settings of the folder ${folder}…`,
    notMade: 'The folder could not be made',
  },
  tags: {
    label: 'Tags',
    hint: 'Enter or a comma ends one. Hosts are found by them.',
    offered: 'Tags of your hosts',
    hosts: (hosts: number) => count(hosts, 'host'),
    leaveOut: (tag: string) => `Leave out ${tag}`,
    /** As it stands in a line. */
    sign: (tag: string) => `#${tag}`,
  },
  notes: { label: 'Notes', hint: 'For you: what this host is, whom to ask.' },
  favourite: { label: 'Favourite', hint: 'Favourites stand before all others in the list.' },
  icon: {
    label: 'Icon',
    usual: 'Of its kind',
    own: 'A sign of its own',
    names: {
      server: 'Server',
      database: 'Database',
      globe: 'Web',
      cloud: 'Cloud',
      network: 'Network',
      router: 'Router',
      shield: 'Firewall',
      'hard-drive': 'Storage',
      container: 'Containers',
      cpu: 'Machine',
      laptop: 'Computer',
      mail: 'Mail',
      'git-branch': 'Sources',
      rocket: 'Deployment',
      'flask-conical': 'Laboratory',
      factory: 'Plant',
      anchor: 'Anchor',
    },
  },
  kind: 'Kind',
  color: 'Colour',
  colors: {
    none: 'None',
    blue: 'Blue',
    teal: 'Teal',
    green: 'Green',
    amber: 'Amber',
    red: 'Red',
    violet: 'Violet',
  },

  invitation: 'This link invites you to one shared shell. It isn’t saved as a host.',
  join: 'Join the shell instead',
  /** `what` is kept: the beginning of a sentence, from the words of the kind. */
  noKeychain: (what: string) =>
    `This system offers no keychain. ${what} will be kept in a file that only your user can read, but it is not encrypted.`,

  chooseJumpHost: 'Choose a saved host',
  noJumpHosts: 'No other SSH host is saved',
  moreJumpHosts: 'Type a part of a name to find others',
  savedHopsHint: 'A saved host is followed: what is changed of it holds here, too.',
  leaveOutHop: (hop: string) => `Leave out ${hop}`,
  deletedHost: 'a deleted host',

  chooseShell: 'Choose a shell',
  loginShell: 'Your login shell',
  looking: 'Looking for shells…',
};
