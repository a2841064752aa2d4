// Of shared shells: who is there, and the chat.
import { count, listed, people, grouped } from '../count.ts';
import { bytes, milliseconds } from '../quantities.ts';

const roles = { owner: 'Owner', editor: 'May type', viewer: 'Only watches' };

/** Names beyond these are only counted. */
const NAMED = 3;

function news(names: readonly string[], what: string): string {
  if (names.length === 0) return '';
  if (names.length <= NAMED) return `${listed(names)} ${what}.`;
  const others = names.length - NAMED + 1;
  return `${names.slice(0, NAMED - 1).join(', ')} and ${others} others ${what}.`;
}

const member = {
  roles,
  guest: (id: number) => `Guest ${id}`,
  you: 'You',
  /** One's own name among the others. */
  self: (name: string) => `${name} (you)`,
  roundTrip: (ms: number) => `round trip ${milliseconds(ms)}`,
  /** Bytes of output. */
  behind: (amount: number) => `${bytes(amount)} behind`,
};

const company = {
  label: 'People',
  /** `Greta and Otto joined. Hans left.`; '' when nobody did either. */
  news: (joined: readonly string[], left: readonly string[]) =>
    [news(joined, 'joined'), news(left, 'left')].filter(Boolean).join(' '),
  here: (total: number) => `${people(total)} here`,
  shared: 'Shared',
  onlyWatch: 'you only watch',
  unread: (messages: number) => count(messages, 'unread message'),
  show: (facts: string, tab: string) => `${facts}. Show who is at ${tab}`,
  atThis: 'People at this shell',
  hereNow: (total: number) => `Here now: ${total}`,
  notConnected: 'Not connected',
  typing: 'typing',
  more: (number: number) => `and ${grouped(number)} more`,
  watchNote: 'You may only watch here. Nothing typed or pasted is sent.',
  size: 'Size of the shell',
  policies: {
    driver: { label: 'Follows the driver', hint: 'The size of who typed or resized last.' },
    fit: { label: 'Fits everyone', hint: 'The smallest of all who may type.' },
  },
  sizeNow: (size: string) => `Now ${size}.`,
  sizeOwn: (size: string) => `Now ${size}, as your own terminal has it.`,
  sizeOf: (size: string, driver: string) => `Now ${size}, as ${driver} has it.`,
  share: 'Share…',
};

const chat = {
  label: 'Chat',
  who: 'Everybody here reads it.',
  messages: 'Messages',
  nothing: 'Nothing was said yet. What you write stays out of the terminal.',
  typing: (names: readonly string[]) =>
    `${listed(names)} ${names.length > 1 ? 'are' : 'is'} typing in the shell`,
  message: 'Message',
  send: 'Send',
  keys: 'Enter sends. Escape: to the terminal.',
  /** Before a message whose writer stands above, for who hears it. */
  by: (name: string, role: string) => `${name}${role && `, ${role}`}: `,
  link: 'Opens in your browser, after a question',
  /** Who showed a link. */
  inChat: (name: string) => `${name} in the chat`,
  sending: 'Sending…',
  again: 'Send again',
  remove: 'Remove',
  tooMuchWaits: 'Too much waits to be sent. Send or remove some of that first.',
  tooLong: (most: number, has: number) =>
    `A message can have ${grouped(most)} characters; this one has ${grouped(has)}.`,
};

export const sharing = { member, company, chat };
