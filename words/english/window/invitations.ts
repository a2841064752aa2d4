// Of invitations to a shell: making one, handing it out, taking it back, and joining by it.
import { count, people } from '../count.ts';
import { span } from '../quantities.ts';

const MINUTES = { hour: 60, day: 24 * 60, week: 7 * 24 * 60 };

/** After "may". */
const may = {
  editor: 'see the shell and type in it',
  viewer: 'see the shell, and not type in it',
};

const whyNot = {
  guest: 'Only its owner can share this shell.',
  notKept: 'Only shells that bowline-agent keeps can be shared.',
  behindSsh:
    'Guests can’t come through your SSH login. Start an agent there that listens on the network, ' +
    'and add it as a host of its own.',
  ended: 'This shell has ended.',
  hostDeleted: 'The host of this shell has been deleted.',
  noConnection: 'Not while there is no connection.',
  oldAgent: 'The agent there is too old. Update it to share shells.',
};

const share = {
  entry: 'Share…',
  title: (tab: string) => `Share “${tab}”`,
  opens: (host: string) => `An invitation opens this one shell, and nothing else on ${host}.`,
  /** What a shell is called in an invitation. */
  shell: (title: string, host: string) => `${title} on ${host}`,
  guests: 'Guests',
  mayWatch: 'may only watch',
  mayType: 'may type',
  for: 'For',
  uses: (uses: number | null) => (uses === null ? 'Any number of people' : people(uses)),
  endsAfter: 'Ends after',
  lasts: (minutes: number) => {
    if (minutes < MINUTES.hour) return count(minutes, 'minute');
    if (minutes < MINUTES.day) return count(minutes / MINUTES.hour, 'hour');
    if (minutes < MINUTES.week) return count(minutes / MINUTES.day, 'day');
    return count(minutes / MINUTES.week, 'week');
  },
  note: 'Note',
  noteHint: 'Whom it is for; only you see it',
  make: 'Make invitation',
  list: 'Invitations',
  made: (invitations: number) => count(invitations, 'invitation'),
  done: 'Done',
};

const handed = {
  label: 'The new invitation',
  code: 'The link of the invitation as a QR code',
  link: 'Link of the invitation',
  copy: 'Copy link',
  copied: 'Copied.',
  notCopied: 'The link could not be copied',
  allows: (role: keyof typeof may) =>
    `Whoever has this link may ${may[role]}. It is shown this once; hand it only to whom you mean.`,
  /** After the address. */
  leads: {
    loopback: 'leads to the computer on which the agent runs, and to nowhere from any other.',
    socket:
      'is a socket on this computer, and leads nowhere from any other. Whoever joins must be logged in here, with the right to use it.',
  },
  /** Around the agent's command. */
  elsewhere: [
    'For guests elsewhere, start the agent anew with',
    '(that ends its shells), then pair again.',
  ],
  /** Where one listens, in the agent's command. */
  serve: 'bowline-agent serve --listen ADDRESS:PORT --tls self-signed',
  forwarded: 'Where you forward a port to it yourself, put in that address.',
  address: 'Address in the link',
  use: 'Use this address',
  addressHint: 'A host name or IP address, with “:port” where it is another one.',
};

const row = {
  toType: 'To type',
  toWatch: 'To watch',
  states: {
    open: 'Open',
    'used-up': 'Used up',
    expired: 'Expired',
    revoked: 'Revoked',
    'shell-gone': 'The shell has ended',
  },
  came: (used: number, uses: number | null) =>
    uses === null ? `${used} came` : `${used} of ${uses} came`,
  hereNow: (online: number) => `${online} here now`,
  ends: (ms: number) => (ms < 60_000 ? 'ends within a minute' : `ends in ${span(ms)}`),
  question: (name: string) => `Revoke “${name}”?`,
  cutOff: (guests: number) => `Cut off ${people(guests)}?`,
  keep: 'Keep',
  revoke: 'Revoke',
  now: (name: string) => `${name} now`,
};

const join = {
  title: 'Join a shared shell',
  titleOpened: 'Join this shared shell?',
  opened: 'A link was opened in Bowline. Nothing is connected before you join.',
  link: 'Invitation link',
  linkExample: 'bowline://…',
  linkHint: 'Whoever shares the shell gave it to you.',
  noLink: 'Paste the link that you were given.',
  invites: (shell: string, address: string, role: keyof typeof may) =>
    `It invites you to ${shell ? `“${shell}”` : 'a shell'} at ${address}. You may ${may[role]}.`,
  leadsHere: 'That address leads to this computer itself.',
  trust:
    'What others type there is shown to you as it comes. Join only shells of people you trust.',
  name: 'Your name',
  nameHint: 'Everybody at the shell sees it.',
  noName: 'Say what the others shall see.',
  dont: 'Don’t join',
  cancel: 'Cancel',
  join: 'Join',
};

export const invitations = { whyNot, share, handed, row, join };
