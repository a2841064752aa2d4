// Of a host's form: how it is logged in to, whether the secret for that is kept and by whom, and the test.
import { listed } from '../count.ts';
import { milliseconds } from '../quantities.ts';

/** The one sentence that holds whoever keeps it. */
const NEVER = 'It is never put into an export, a log or a command line.';

const WAYS: Readonly<Record<string, string>> = {
  publickey: 'key',
  password: 'password',
  'keyboard-interactive': 'questions, a password or a code',
  'gssapi-with-mic': 'Kerberos',
  hostbased: 'this computer’s own key',
  none: 'anybody, without a login',
};

export const logInForm = {
  password: 'Password',
  passphrase: 'Passphrase of the key',
  proxyPassword: 'Password of the proxy',
  passphraseHint: 'Empty: the key has none, or you are asked for it.',
  box: 'What it logs in with',
  show: 'Show what is typed',
  hide: 'Hide what is typed',
  isKept: 'One is kept. What is typed here takes its place.',
  forget: 'Forget it',
  forgotten: 'It is forgotten.',
  keep: {
    keychain: 'Keep it in this computer’s keychain',
    passphrase: 'Keep it, sealed with your master passphrase',
  },
  notKept: 'Not kept: you are asked for it at each login.',
  /** Who encrypts it, who can use it, where it never goes. */
  note: {
    keychain: (keeper: string) =>
      `Encrypted by ${keeper}. Whoever can use this login session while it is unlocked can use it too. ${NEVER}`,
    passphrase: `Encrypted with your master passphrase. Whoever can use this session before it locks again can use it too. ${NEVER}`,
    locked: 'Locked: your master passphrase is needed to keep another one.',
  },
  unlock: 'Unlock…',
  nobody:
    'This computer has no keychain that encrypts, so the password can’t be kept yet. With a master passphrase Bowline encrypts it itself.',
  setPassphrase: 'Set a master passphrase…',
  asking: 'Asking this computer’s keychain…',
  keeperFailed: (why: string) => `The keychain doesn’t answer, so nothing can be kept: ${why}`,
  /** The host is saved, and this alone isn’t. */
  savedBut: (why: string) => `The host is saved, but this could not be kept: ${why}`,
  ofIdentity: (identity: string) =>
    `The password of the identity ${identity} is used. All its hosts share it, so it is changed under Settings, Logins.`,
  usualKeys: 'Without an identity file ssh tries the usual keys and those of your ssh agent.',
  identity: {
    none: 'None',
    gone: 'One that was deleted',
    named: (name: string, user: string) => (user === '' ? name : `${name} (${user})`),
  },
  test: {
    test: 'Test',
    stop: 'Stop',
    testing: 'Testing…',
    /** `ms`: of the server’s first words. */
    in: (ms: number, key: string) => `${milliseconds(ms)}, ${key}`,
    key: {
      known: 'the host key is known',
      new: 'the host key is new',
      changed: 'the host key has changed',
      revoked: 'the host key is revoked',
    },
    facts: 'What the test found',
    fingerprint: (type: string, fingerprint: string) => `${type} ${fingerprint}`,
    certified: 'An authority that is known here vouches for it.',
    place: {
      known: (place: string) => `It stands in ${place}.`,
      changed: (place: string) => `The old one stands in ${place}.`,
    },
    isNew:
      'Compare it with what whoever runs the host tells you. You are asked at the first login.',
    offers: (ways: readonly string[]) =>
      `The server lets one log in with: ${listed(ways.map((way) => WAYS[way] ?? way))}.`,
    notOffered: {
      key: 'It takes no keys from this user, so “Key” can’t be all.',
      password: 'It takes no password from this user.',
    },
  },
};
