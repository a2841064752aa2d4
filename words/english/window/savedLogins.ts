// Of what is kept for logins: secrets, identities, and the master passphrase.
import { count, grouped, listed } from '../count.ts';
import { ago } from '../quantities.ts';

/** Said before a passphrase is set, and where it is asked. */
const IF_FORGOTTEN =
  'Nobody can tell it to you or undo it. If you forget it, the passwords that are kept are lost; your hosts, keys and settings stay.';

export const savedLogins = {
  find: ['Passwords', 'Secrets', 'Keychain'],
  keeper: {
    label: 'Who keeps secrets',
    keychain: (name: string) => `${name} encrypts them. It is unlocked with your login session.`,
    locked: 'Your master passphrase encrypts them. They are locked now: logins ask you.',
    unlocked: 'Your master passphrase encrypts them. They are unlocked now.',
    nobody:
      'Nobody: this computer has no keychain that encrypts, so no password is kept. A master passphrase lets Bowline encrypt them itself.',
    asking: 'Asking this computer’s keychain…',
    failed: (why: string) => `The keychain doesn’t answer: ${why}`,
    set: 'Set a master passphrase…',
    change: 'Change it…',
    unlock: 'Unlock…',
    lock: 'Lock now',
    notLocked: 'It could not be locked',
    forgotten: 'I forgot it…',
    giveUp: {
      title: 'Go on without the master passphrase?',
      text: 'All that it encrypts is removed: kept passwords and passphrases of keys. Hosts, keys and settings stay, and logins ask you again. If you may still remember it, leave it locked.',
      act: 'Remove what is kept',
    },
    notGivenUp: 'It could not be removed',
    lockAfter: 'Lock after',
    lockAfterHint: 'Without a login that needs one. It locks too when the computer sleeps.',
    minutes: 'minutes',
  },
  share: {
    label: 'One login for all plain shells of a host',
    hint: 'It asks once for all of them. A flood in one slows the others. A host or folder can have it otherwise.',
  },
  master: {
    setTitle: 'Set a master passphrase',
    changeTitle: 'Change the master passphrase',
    unlockTitle: 'Unlock the kept passwords',
    unlockText: 'Your master passphrase opens what is kept, until it is locked again.',
    old: 'Passphrase until now',
    passphrase: 'Master passphrase',
    next: 'New passphrase',
    hint: (least: number) => `At least ${grouped(least)} characters. A few words are good.`,
    again: 'The same again',
    ifForgotten: IF_FORGOTTEN,
    short: (least: number) => `It needs at least ${grouped(least)} characters.`,
    missing: 'Type the passphrase.',
    differ: 'The two aren’t the same.',
    wrong: 'That isn’t the passphrase.',
    cancel: 'Cancel',
    set: 'Set it',
    change: 'Change it',
    unlock: 'Unlock',
    busy: 'One moment…',
  },
  secrets: {
    title: 'Kept passwords',
    list: 'Passwords and passphrases that are kept',
    hint: 'Each is given to the question it belongs to, and to no other.',
    none: 'None is kept. The form of a host keeps one, and so does the card that asks for it.',
    looking: 'Looking…',
    notLoaded: (why: string) => `What is kept can’t be told: ${why}`,
    what: { password: 'Password', passphrase: 'Passphrase of a key', pin: 'PIN of a token' },
    used: (ms: number) => `used ${ago(ms)}`,
    neverUsed: 'not used yet',
    /** Of hosts: their names, and how many more there are. */
    hosts: (names: readonly string[], more: number) => {
      if (names.length === 0) return 'no host uses it';
      const shown = more > 0 ? [...names, count(more, 'other')] : names;
      return `for ${listed(shown)}`;
    },
    filter: (all: number) => `Find among ${grouped(all)}`,
    more: (hidden: number) => `${grouped(hidden)} more: type a part of a name to find them.`,
    noMatch: (typed: string) => `None has “${typed}” in it.`,
    change: 'Change…',
    changeOf: (called: string) => `Change what is kept for ${called}`,
    forget: 'Forget',
    forgetOf: (called: string) => `Forget what is kept for ${called}`,
    ask: {
      title: (called: string) => `Forget what is kept for ${called}?`,
      text: (hosts: number) =>
        hosts === 0
          ? 'It is removed at once and can’t be had back.'
          : `It is removed at once and can’t be had back. ${count(hosts, 'host')} will ask for it at the next login.`,
      forget: 'Forget it',
    },
    notForgotten: 'It could not be forgotten',
    changing: {
      title: (called: string) => `Change what is kept for ${called}`,
      label: 'New one',
      hint: 'The one that is kept isn’t shown. What you type takes its place.',
      missing: 'Type the new one.',
      save: 'Keep it',
      cancel: 'Cancel',
    },
  },
  identities: {
    title: 'Identities',
    list: 'Logins that many hosts use',
    hint: 'A user, a key and a password under one name. Hosts and folders choose one in their form.',
    none: 'None yet.',
    add: 'Add an identity…',
    edit: 'Edit…',
    editOf: (name: string) => `Edit the identity ${name}`,
    delete: 'Delete',
    deleteOf: (name: string) => `Delete the identity ${name}`,
    facts: (user: string, key: string, hosts: number) =>
      [user, key, hosts === 0 ? 'no host uses it' : `used by ${count(hosts, 'host')}`]
        .filter(Boolean)
        .join(' · '),
    ask: {
      title: (name: string) => `Delete the identity ${name}?`,
      text: (names: readonly string[], more: number) => {
        if (names.length === 0)
          return 'No host uses it. The password that is kept for it goes too.';
        const shown = more > 0 ? [...names, count(more, 'other')] : names;
        return `${listed(shown)} will log in without it, and ask. The password that is kept for it goes too.`;
      },
      delete: 'Delete it',
    },
    notDeleted: 'The identity could not be deleted',
    form: {
      addTitle: 'Add an identity',
      editTitle: (name: string) => `Edit the identity ${name}`,
      name: { label: 'Name', hint: 'How hosts choose it.' },
      user: { label: 'User', hint: 'Empty: as the host or your ssh config says.' },
      identityFile: { label: 'Identity file', hint: 'Private key. Empty: the ones ssh tries.' },
      cancel: 'Cancel',
      save: 'Save',
      savedBut: (why: string) =>
        `The identity is saved, but its password could not be kept: ${why}`,
    },
  },
};
