// Of shells that several people are at, of invitations to them and of links to those.

export const sharing = {
  'share-without-agent': 'Only shells that bowline-agent keeps can be shared.',
  'share-behind-ssh':
    'Guests can’t come through your SSH login. Add the agent as a host of its own.',
  'share-agent-away': ({ why }: { why: string }) => `${why} Try again when it is back.`,
  'share-agent-too-old':
    'The agent there is too old to share shells. Update bowline-agent on that machine.',
  'share-shell-gone': 'This shell is no longer on the agent.',
  'share-owner-only': 'Only the owner of this shell may do that.',
  'share-refused': ({ why }: { why: string }) => `The agent refused: ${why}`,
  'invitation-gone': 'This invitation is gone already.',
  'invitations-full':
    'The agent has as many open invitations as it can. Revoke some that you no longer need.',
  'invitation-not-stored': 'The invitation could not be stored. Is the disk full?',
  'invitation-not-sealed': 'The keychain didn’t take the invitation. Unlock it, then join again.',

  'opened-link-unusable': ({ why }: { why: string }) =>
    `A link was opened that can’t be used. ${why}`,
  'opened-link-answered': 'This link has been answered meanwhile. Open it again.',
  'opened-link-is-pairing':
    'A pairing link was opened. To use it, choose “Add host”, the kind “Agent”, and paste the link there.',
  'agent-without-address': 'This agent has a socket and no address.',
  'agent-at-relay-only': 'This agent is reached through its relay, at no other address.',
  'link-address-wrong': 'This is no address. Write “host” or “host:port”.',
  /** What the shell is called, where its owner gave it no name. */
  'joined-shell-name': ({ address }: { address: string }) => `Shell at ${address}`,
};
