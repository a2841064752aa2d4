// Of the dialog that adds or edits a host, beside the fields of its kind, which have their own words.

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
    alive: { title: 'Keep shells alive', usual: 'off' },
    look: { title: 'Look', usual: 'as everywhere' },
    options: { title: 'Further ssh options', usual: 'none' },
  },
  /** A field of a section that is filled in. */
  differs: (field: string, value: string) => `${field}: ${value}`,
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
