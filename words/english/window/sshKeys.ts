// Keys and host keys of this computer: their pages, the forms for a key, and putting one on a host.
import { count, grouped, listed } from '../count.ts';

const list = {
  list: 'Keys of this computer',
  find: (keys: number) => `Find among ${count(keys, 'key')}`,
  noMatch: (typed: string) => `No key has “${typed}”`,
  showAll: 'Show all keys',
  empty: 'There are no keys yet',
  emptyText: (folder: string) =>
    `With a key you log in without a password. Keys lie in ${folder} and stay on this computer.`,
  make: 'Make a key…',
  copy: 'Copy public half',
  copied: 'The public half is in the clipboard. It may be shown to anybody.',
  more: 'More for this key',
  put: 'Put on a host…',
  drop: 'Remove from a host…',
  add: 'Add to the agent…',
  dropFromAgent: 'Take out of the agent',
  dropped: 'The agent has forgotten the key. Its file is still here.',
  change: 'Change passphrase…',
  remove: 'Delete the key…',
  ask: (name: string) => `Delete the key ${name}?`,
  asked: (files: readonly string[]) =>
    `${listed(files)} ${files.length === 1 ? 'goes' : 'go'} for good: nothing brings a key back. Hosts that know it stop letting you in by it.`,
  keep: 'Keep',
  removeNow: (files: number) => `Delete ${count(files, 'file')}`,
  gone: (files: readonly string[]) => `Deleted: ${listed(files)}.`,
  made: (name: string) => `The key ${name} is made. Put it on a host to log in with it.`,
  added: 'The agent has the key until you log out.',
  changed: 'The passphrase is changed.',
  second: (type: string, comment: string) => (comment === '' ? type : `${type} · ${comment}`),
  inAgentOnly: 'In the agent only',
  badges: {
    agent: 'agent',
    hardware: 'security key',
    problem: 'trouble',
    open: 'no passphrase',
  },
  facts: {
    type: 'Kind',
    fingerprint: 'Fingerprint',
    comment: 'Comment',
    noComment: 'none',
    files: 'Files',
    passphrase: 'Passphrase',
    passphrases: {
      yes: 'has one',
      no: 'has none: who has the file has the key',
      unknown: 'can’t be told',
    },
    hardware: 'The key lies in a security key; the file alone opens nothing.',
    agent: 'Agent',
    inAgent: 'holds it',
    notInAgent: 'doesn’t hold it',
    certificate: 'Certificate',
    certified: (of: { keyId: string; valid: string; principals: readonly string[] }) =>
      `“${of.keyId}”, valid ${of.valid}, for ${of.principals.length > 0 ? listed(of.principals) : 'everybody'}`,
    ofHost: 'It is a server’s, and no login takes it.',
  },
  agentHead: 'The agent',
  heard: (facts: readonly string[]) => facts.join(', '),
};

const form = {
  titleMake: 'Make a key',
  titleChange: (name: string) => `Change the passphrase of ${name}`,
  titleAgent: (name: string) => `Add ${name} to the agent`,
  type: 'Kind',
  types: {
    ed25519: {
      label: 'Ed25519',
      hint: 'The usual one: short, fast, taken by every server of the last ten years.',
    },
    rsa: { label: 'RSA 4096', hint: 'For old servers and devices that know nothing newer.' },
    'ed25519-sk': {
      label: 'Security key',
      hint: 'Lies in a FIDO2 key that is plugged in and has to be touched at each login.',
    },
    'ecdsa-sk': {
      label: 'Security key, older',
      hint: 'For FIDO keys that can’t make Ed25519 ones.',
    },
  },
  name: 'File name',
  nameHint: (folder: string) => `In ${folder}. Nothing is overwritten.`,
  comment: 'Comment',
  commentHint: 'Tells keys apart on hosts. It may be empty.',
  passphrase: 'Passphrase',
  passphraseHint: 'May stay empty: then who has the file has the key.',
  again: 'Passphrase again',
  pin: 'PIN of the security key',
  pinHint: 'May stay empty where it has none.',
  old: 'Passphrase now',
  next: 'New passphrase',
  nextHint: 'May stay empty: then the key has none.',
  agentHint:
    'The agent keeps the key open in memory until you log out. The passphrase is kept nowhere.',
  differ: 'The two aren’t the same.',
  cancel: 'Cancel',
  back: 'Back',
  make: 'Make the key',
  making: 'Making it…',
  touch: 'Touch the security key when it blinks.',
  change: 'Change passphrase',
  add: 'Add to the agent',
  working: 'Working…',
};

const host = {
  titlePut: 'Put a key on a host',
  titleDrop: 'Remove a key from a host',
  key: 'Key',
  host: 'Host',
  none: 'Choose',
  noKey: (typed: string) => `No key is called “${typed}”`,
  noHost: (typed: string) => `No SSH host is called “${typed}”`,
  more: 'There are more. Type to find them.',
  putText:
    'The public half is added to ~/.ssh/authorized_keys there. What stands in it already stays, and nothing is added twice.',
  dropText:
    'All lines with this key are taken out of ~/.ssh/authorized_keys there. The rest stays.',
  putNow: 'Put it there',
  dropNow: 'Remove it there',
  stop: 'Stop',
  working: 'Working…',
  done: 'Done',
  again: 'Another host',
  asks: 'ssh asks:',
  answer: 'Answer',
  question: 'What ssh asks',
  hostMenu: 'Put a key on it…',
};

const known = {
  list: 'Known hosts of this computer',
  find: (lines: number) => `Find among ${count(lines, 'known host')}`,
  noMatch: (typed: string) => `No known host has “${typed}”`,
  noMatchHashed: 'Some names are hashed, and found only by the whole name as ssh looks it up.',
  lookHashed: 'Look among hashed names',
  notHashed: (name: string) => `“${name}” isn’t among the hashed names either.`,
  showAll: 'Show all of them',
  empty: 'No host is known yet',
  emptyText:
    'When you log in to a host for the first time, ssh asks about its key and keeps it here.',
  hashed: 'Hashed name',
  found: (names: readonly string[]) => `${listed(names)} (hashed)`,
  bad: 'A line that ssh can’t read',
  markers: { 'cert-authority': 'authority', revoked: 'revoked' },
  markersMean: {
    'cert-authority': 'Who is vouched for by this key is known, under these names.',
    revoked: 'ssh refuses whoever shows this key.',
  },
  place: (file: string, line: number) => `${file}:${grouped(line)}`,
  second: (type: string, place: string) => (type === '' ? place : `${type} · ${place}`),
  facts: { names: 'Names', fingerprint: 'Fingerprint', comment: 'Comment', place: 'Stands in' },
  art: 'The picture that ssh draws of it',
  whyNot: {
    marker: 'ssh-keygen removes no such lines. Take it out in the file.',
    pattern:
      'It stands for a pattern of names, by which ssh-keygen can’t remove it. Take it out in the file.',
    hashed:
      'Its name is hashed. Type the host’s whole name above to find it, then it can be removed.',
    problem: 'ssh-keygen can’t remove it. Take it out in the file.',
  },
  openFile: 'Open the file',
  remove: 'Remove…',
  ask: (name: string, lines: number) =>
    `Remove ${name}? ${count(lines, 'line')} ${lines === 1 ? 'goes' : 'go'}.`,
  asked: (lines: readonly string[]) =>
    `${lines.join('; ')}. ssh asks about the key again at the next login.`,
  /** Of what is removed along. */
  line: (line: number, names: string, type: string) => `Line ${grouped(line)}: ${names} (${type})`,
  moreLines: (more: number) => `and ${grouped(more)} more`,
  keep: 'Keep',
  removeNow: (lines: number) => `Remove ${count(lines, 'line')}`,
  removed: (lines: number, copy: string) =>
    `${count(lines, 'line')} removed. ssh-keygen has left the file as it was beside it: ${copy}. To go back, copy it over by hand.`,
};

export const sshKeys = {
  title: 'SSH keys and known hosts',
  pages: 'What is shown',
  pageNames: { keys: 'Keys', known: 'Known hosts' },
  looking: 'Looking…',
  list,
  form,
  host,
  known,
};
