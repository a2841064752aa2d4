// Of what is typed or pasted where an address is asked for: how it was read, and what doesn't come along.
import { listed } from '../count.ts';

const refused = {
  quote: 'A quotation mark has no end. Nothing was taken of it.',
  'no-address': 'No address stands in it.',
  dash: 'It begins with a dash. ssh would take it for an option, and not for an address.',
  port: 'This is no port. One is a number from 1 to 65,535.',
  characters: 'It holds characters that no address and no user has.',
  'too-long': 'It is too long for an address.',
};

export const typed = {
  label: 'Address, ssh command or link',
  placeholder: 'user@host:port, an ssh command or a bowline:// link',
  readAs: 'Read as',
  as: {
    user: (name: string) => `user ${name}`,
    port: (port: string) => `port ${port}`,
    through: (hops: string) => `through ${hops}`,
    key: (path: string) => `key ${path}`,
    pairing: 'a pairing link: the machine is saved as a host',
    invitation: 'an invitation to a shared shell',
  },
  connect: 'Connect',
  saveToo: 'Save too…',
  /** Of what can't be meant as an address. */
  unread: 'This is no address: several words are read as a command only where it begins with ssh.',
  why: refused,
  refused: (why: keyof typeof refused, what: string) =>
    what === '' ? refused[why] : `“${what}”: ${refused[why]}`,
  /** `names` of options. */
  runs: (names: readonly string[]) =>
    `${listed(names)} would start a program on this computer. Save the host first: its form shows what it runs.`,
  left: (parts: readonly string[]) => `Not taken: ${parts.join(', ')}.`,
  /** Options that go into the form, where they are seen. */
  onlySaved: (options: readonly string[]) => `Only for a saved host: ${options.join(', ')}.`,

  /** Around the text that was read. */
  readFrom: 'Read from',
  filled: (fields: readonly string[]) =>
    fields.length === 0
      ? 'the address is filled in.'
      : `${listed(fields)} ${fields.length === 1 ? 'is' : 'are'} filled in.`,
  /** Within that sentence. */
  fields: {
    user: 'user',
    port: 'port',
    jumpHost: 'jump host',
    identityFile: 'identity file',
    options: 'options',
  },
  runsInForm: (names: readonly string[]) =>
    `${listed(names)} starts a program on this computer: look at it in the options before you save.`,

  notSaved: (target: string) => `${target} isn’t saved among your hosts.`,
  save: 'Save it',
  /** In the status line, and its tooltip. */
  unsaved: 'Not saved',
  saveHost: 'Save this host…',
};
