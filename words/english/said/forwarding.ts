// Of keys that are forwarded: what a person is asked before one is used, and why a program got none.

export const forwarding = {
  'shell-without-keys': 'This shell was opened without forwarded keys. A new one has them.',
  /** `comment`: what its owner calls it; `print`: its fingerprint. */
  'keys-asked-sign': ({ host, comment, print }: { host: string; comment: string; print: string }) =>
    `A program on ${host} wants to sign with your key ${comment ? `“${comment}”, ` : ''}${print}.`,
  'keys-asked-list': ({ host }: { host: string }) =>
    `A program on ${host} wants to know which keys you have.`,
  'keys-guests-type': 'Guests may have typed what asks.',
  'keys-off-for-host': ({ host }: { host: string }) =>
    `A program asked for your keys. They aren’t forwarded to ${host}.`,
  'keys-nobody-lends': 'A program asked for your keys. Nobody with keys is attached.',
  'keys-no-agent': 'A program asked for your keys. No ssh-agent runs on this computer.',
  'keys-agent-silent':
    'A program asked for your keys. The ssh-agent on this computer didn’t answer.',
};
