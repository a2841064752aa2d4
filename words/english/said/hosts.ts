// Of saved hosts, and of the secrets that are kept with them.

export const hosts = {
  'host-gone': 'This host has been deleted meanwhile.',
  'host-damaged':
    'What was saved of this host can’t be read. Edit it, fill it in anew, and save it.',
  /** `field` as the form calls it. */
  'host-field-damaged': ({ field }: { field: string }) =>
    `What was saved as “${field}” of this host can’t be read. Edit the host and save it again.`,
  'host-of-unknown-kind': ({ kind }: { kind: string }) =>
    `This host is of a kind that this version of Bowline doesn’t know (${kind}). ` +
    'It is kept as it is; use the version that saved it.',

  'hosts-not-stored': 'The change could not be stored. Is the disk full, or the file in use?',
  'secret-not-sealed': ({ what }: { what: string }) =>
    `The keychain didn’t take ${what}. Unlock it, then save again.`,
  'secret-called-password': 'the password',
  'secret-called-saved': 'a saved secret',
  'copy-of-host': ({ name }: { name: string }) => `${name} copy`,
};
