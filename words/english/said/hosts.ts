// Of saved hosts, and of the secrets that are kept with them.

export const hosts = {
  'host-gone': 'This host has been deleted meanwhile.',
  'host-not-remembered': 'It was deleted too long ago to be brought back.',
  'host-damaged':
    'What was saved of this host can’t be read. Edit it, fill it in anew, and save it.',
  /** `field` as the form calls it. */
  'host-field-damaged': ({ field }: { field: string }) =>
    `What was saved as “${field}” of this host can’t be read. Edit the host and save it again.`,
  'host-of-unknown-kind': ({ kind }: { kind: string }) =>
    `This host is of a kind that this version of Bowline doesn’t know (${kind}). ` +
    'It is kept as it is; use the version that saved it.',
  'jump-host-gone': ({ host }: { host: string }) =>
    `The saved host that ${host} goes through has been deleted. Edit ${host} and choose another way.`,
  'jump-host-not-ssh': ({ host, hop }: { host: string; hop: string }) =>
    `${host} goes through ${hop}, which is not an SSH host. Edit ${host} and choose another way.`,
  'jump-hosts-in-circle': ({ host }: { host: string }) =>
    `The way to ${host} leads in a circle. Edit its jump host, or the jump host of that one.`,
  'jump-hosts-too-many': ({ host, most }: { host: string; most: number }) =>
    `The way to ${host} has more than ${most} jump hosts. Edit its jump hosts.`,
  'command-not-allowed': ({ host, option }: { host: string; option: string }) =>
    `${host} would run a program on this computer (${option}), which nobody has allowed. ` +
    'Connect again and allow it, or edit the host: what you save there is allowed.',

  'hosts-not-stored': 'The change could not be stored. Is the disk full, or the file in use?',
  'secret-not-sealed': ({ what }: { what: string }) =>
    `The keychain didn’t take ${what}. Unlock it, then save again.`,
  'secret-called-password': 'the password',
  'secret-called-saved': 'a saved secret',
  'copy-of-host': ({ name }: { name: string }) => `${name} copy`,
};
