// Of secrets of logins, and who keeps them.

export const vault = {
  'secrets-kept-by-nobody':
    'There is no keychain that would keep it safe, or it is locked. Set a master passphrase under “Saved logins”, and Bowline seals it with that.',
  'secrets-locked': 'What is kept is locked. Unlock it with the master passphrase.',
  'secrets-too-many': ({ most }: { most: number }) =>
    `${most} secrets are kept, and more have no room. Forget some that nobody uses.`,
  'secret-damaged': 'What was kept of it can’t be read any more. Type it anew.',
  /** `keychain` as its makers call it, or `keychain-called-so`. */
  'keychain-gives-nothing': ({ keychain }: { keychain: string }) =>
    `${keychain} doesn’t give it back: it is locked, or it isn’t the one that it was given to. Unlock it and start Bowline again.`,
  'keychain-takes-nothing': ({ keychain }: { keychain: string }) =>
    `${keychain} didn’t take it. Unlock the keychain, or set a master passphrase under “Saved logins”.`,
  'keychain-late': ({ keychain, seconds }: { keychain: string; seconds: number }) =>
    `${keychain} hasn’t answered for ${seconds} seconds. It may be waiting for you to unlock it.`,
  'keychain-gone':
    'It was given to the system’s keychain, and there is none now. It is there again when the keychain is.',
  'keychain-called-so': 'The system’s keychain',
  'passphrase-missing': 'Type a passphrase.',
  'passphrase-lost-would-lose': ({ secrets }: { secrets: number }) =>
    `There is a master passphrase already, and ${secrets === 1 ? 'a secret is' : `${secrets} secrets are`} sealed with it. ` +
    'Type it to change it, or forget it together with what is sealed with it.',
  'passphrase-changed-meanwhile':
    'The master passphrase was changed or locked meanwhile. Try again.',
  'identity-gone': 'This identity has been deleted meanwhile.',
  'identity-name-missing': 'Give the identity a name.',
  'identity-name-taken': ({ name }: { name: string }) =>
    `There is another identity called “${name}”. Choose another name.`,
  'identities-too-many': ({ most }: { most: number }) =>
    `There are ${most} identities, and more have no room. Delete some that no host uses.`,
};
