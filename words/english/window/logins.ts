// What a login asks for, in a card over its terminal. `about`, `name` and `host` are cleaned.
import { inTerminal } from './inTerminal.ts';

/** What is asked, behind the name of a host. A host key that is another one is `host-key-changed`. */
const asks = {
  password: 'asks for a password',
  passphrase: 'asks for a passphrase',
  pin: 'asks for a PIN',
  code: 'asks for a code',
  'host-key': 'has a host key that isn’t known yet',
  'host-key-changed': 'has another host key than before',
  confirm: 'asks for a yes or a no',
  touch: 'waits for your security key',
  sign: 'asks to use a key of this computer',
  ...inTerminal.asks,
  unknown: 'asks something',
};

/** Over the card; `about` is '' where ssh doesn't say. */
const title = {
  password: (about: string) => (about ? `Password for ${about}` : 'Password'),
  passphrase: (about: string) => (about ? `Passphrase of the key ${about}` : 'Passphrase of a key'),
  pin: (about: string) => (about ? `PIN of ${about}` : 'PIN'),
  code: (about: string) => (about ? `Code for ${about}` : 'Code'),
  'host-key': (about: string) => `${about} is new here`,
  'host-key-changed': (about: string) => `The key of ${about} has changed`,
  confirm: (about: string) => (about ? `Do you allow this for ${about}?` : 'Do you allow this?'),
  touch: () => 'Touch your security key',
  sign: (about: string) => `${about || 'A host'} wants to use a key of this computer`,
  ...inTerminal.title,
  unknown: (about: string) => (about ? `A question for ${about}` : 'A question'),
};

const field = {
  password: 'Password',
  passphrase: 'Passphrase',
  pin: 'PIN',
  code: 'Code',
  unknown: 'Answer',
};

const never = 'It is never put into an export, a log or a command line.';

const keep = {
  /** Who keeps it. */
  keychain: 'Keep it in this computer’s keychain',
  passphrase: 'Keep it, sealed with your master passphrase',
  /** Who encrypts it, who can use it, where it never goes. `by`: the keychain's name, '' for one unknown. */
  keychainNote: (by: string) =>
    `Encrypted by ${by || 'the keychain'}. Whoever can use this login session while it is unlocked can use it too. ${never}`,
  passphraseNote: `Encrypted by your master passphrase. Whoever knows that can use it, and whoever sits here while it is unlocked. ${never}`,
};

const hostKey = {
  new: (name: string) =>
    `Nobody has connected to ${name} from here yet. Compare the fingerprint with the one that its operator gives you: only then you know that it is this host.`,
  changed: (name: string) =>
    `${name} shows another key than before. Either it was set up anew, or somebody stands between you and it, and reads what you type, your password first. Ask its operator before you go on.`,
  type: 'Type',
  fingerprint: 'Fingerprint',
  copy: 'Copy the fingerprint',
  copied: 'Copied',
  art: 'Its picture, as ssh draws it',
  artLabel: 'The picture that ssh draws of this key',
  alsoKnown: 'Same key as',
  oldPlace: 'Old key in',
  trust: 'Trust and connect',
  byFingerprint: 'Trust by fingerprint…',
  given: 'The fingerprint that you were given',
  compare: 'Compare and connect',
  comparedBy: 'ssh compares it, and asks again where it is another one.',
  remove: 'Remove the old key and ask again',
  refuse: 'Don’t connect',
};

export const logins = {
  asks,
  title,
  field,
  keep,
  hostKey,
  /** Of a shell as a whole, where it is told of. */
  news: (host: string, what: string) => `${host} ${what}.`,
  says: 'As ssh puts it',
  show: 'Show what is typed',
  logIn: 'Log in',
  answer: 'Answer',
  /** Of the master passphrase, so that what is kept answers. */
  unlock: 'Unlock…',
  cancel: 'Cancel',
  yes: 'Yes',
  no: 'No',
  /** In a pane with room for one line. */
  open: 'Answer…',
  menu: 'Answer the question of the login',
  inTerminal: 'A line typed in the terminal is the same answer.',
  sign: 'With it that host can log in to others as you, as long as you allow it. The key itself stays here.',
  touch: 'The key blinks until it is touched.',
  sent: 'Logging in…',
  declined: 'Ending the login…',
  notSent: 'The answer did not arrive',
  notCopied: 'The fingerprint could not be copied',
  notRemoved: 'The old key could not be removed',
  notAsked: 'What logins ask could not be fetched',
  heard: 'Questions of logins',
  goTo: 'Show',
};
