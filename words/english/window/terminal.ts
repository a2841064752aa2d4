// Of the place of a terminal: its menu, its find bar, and what is said of its connection.

const pane = {
  label: (title: string) => `Terminal: ${title}`,
  /** Of one of several in a tab, counted from 1. */
  labelOfMany: (title: string, number: number, count: number) =>
    `Terminal: ${title}, pane ${number} of ${count}`,
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  find: 'Find',
  clear: 'Clear',
  reconnect: 'Reconnect',
  noClipboard: 'The clipboard could not be used',
};

const connection = {
  reconnectNow: 'Reconnect now',
  stopTrying: 'Stop trying',
};

const search = {
  label: 'Find in terminal',
  find: 'Find',
  matchCase: 'Match case',
  regex: 'Regular expression',
  previous: 'Previous match',
  next: 'Next match',
  close: 'Close find',
  closeTitle: 'Close (Escape)',
};

export const terminal = { pane, connection, search };
