// Of the tabs, and of what opens and closes them.
import { count, grouped } from '../count.ts';

export const tabs = {
  list: 'Open shells',
  close: (title: string) => `Close ${title}`,
  rename: 'Tab title',
  details: 'Connection details',
  people: 'People and chat',

  menu: {
    rename: 'Rename',
    duplicate: 'Duplicate',
    reconnect: 'Reconnect',
    details: 'Connection details',
    people: 'People and chat',
    pin: 'Pin',
    unpin: 'Unpin',
    moveToNewWindow: 'Move to new window',
    moveToWindow: 'Move to window',
    close: 'Close',
    closeOthers: 'Close others',
    closeRight: 'Close to the right',
    closeAll: 'Close all',
  },
  keys: { rename: 'F2' },

  /** Behind a tab's name: what happened in it while it was hidden. */
  news: {
    asks: 'asks you',
    bell: 'rang the bell',
    finished: 'finished',
    unseen: 'new output',
  },
  /** Of the tabs that have no place in the strip, or of all. */
  more: (tabs: number) => `${grouped(tabs)} more`,
  moreLabel: (tabs: number, mark: string) => `${count(tabs, 'more tab')}${mark && `, ${mark}`}`,
  allLabel: (tabs: number, mark: string) => `All ${count(tabs, 'tab')}${mark && `, ${mark}`}`,
  all: {
    label: 'All tabs',
    find: 'Find a tab',
    none: 'No tab is called like that.',
  },
  /** What the worst state among several tabs is called there. */
  marks: {
    asks: 'one asks you',
    failed: 'one failed',
    reconnecting: 'one is reconnecting',
    lagging: 'one is lagging',
    bell: 'one rang the bell',
    finished: 'one finished',
    ended: 'one ended',
    unseen: 'one has new output',
    connecting: 'one is connecting',
    kept: '',
    online: '',
    idle: '',
  },
  findAnything: 'Find a host',
  splitRight: 'Split right',
  /** A tooltip: what a press does, and the key for it. */
  tip: (label: string, keys: string) => (keys ? `${label} (${keys})` : label),
  unread: (messages: number) => count(messages, 'unread message'),

  /** Several in one go, and the way back. */
  closed: (tabs: number) => `${count(tabs, 'tab')} closed.`,
  reopen: (tabs: number) => (tabs === 1 ? 'Reopen it' : `Reopen ${count(tabs, 'tab')}`),
  /** A window, by the tab that it shows. */
  windowOf: (title: string, more: number) =>
    more === 0 ? title : `${title} and ${count(more, 'tab')} more`,
  /** A window without a tab. */
  emptyWindow: 'Empty window',

  newShell: {
    label: 'New shell on this computer',
    open: 'New tab',
    openOf: (shell: string) => `New tab: ${shell}`,
    none: 'No shell was found on this computer',
    looking: 'Looking for shells…',
    addHost: 'Add host',
  },

  /** Stands for the host of one whose host was deleted. */
  hostDeleted: 'Deleted host',
  /** The title of one in which an agent is installed. */
  installing: (host: string) => `Install agent on ${host}`,
  /** A host's name, and what its program calls itself. */
  titled: (name: string, program: string) => `${name}: ${program}`,
  /** The `n`th of those that are called so. */
  again: (title: string, n: number) => `${title} (${n})`,
};
