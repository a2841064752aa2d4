// Of the dialog that adds or edits a host, beside the fields of its kind, which have their own words.

export const hostForm = {
  add: 'Add host',
  edit: 'Edit host',
  cancel: 'Cancel',
  save: 'Save',
  name: { label: 'Name', hint: 'How it is called in the list.' },
  kind: 'Kind',
  color: 'Color',
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

  chooseShell: 'Choose a shell',
  loginShell: 'Your login shell',
  looking: 'Looking for shells…',
};
