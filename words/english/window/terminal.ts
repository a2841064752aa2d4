// Of the place of a terminal: its menu, its find bar, what is said of its connection, and what
// stands there while no shell is open.

const pane = {
  label: (title: string) => `Terminal: ${title}`,
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  find: 'Find',
  clear: 'Clear',
  reconnect: 'Reconnect',
  noClipboard: 'The clipboard could not be used',
};

const connection = {
  reconnect: 'Reconnect',
  reconnectTitle: 'Pressing Enter in the terminal does the same',
  /** Before the key that does the same. */
  orPress: 'or press',
  enter: 'Enter',
  reconnecting: 'Reconnecting',
  reconnectNow: 'Reconnect now',
  stopTrying: 'Stop trying',
};

const search = {
  label: 'Find in terminal',
  find: 'Find',
  invalid: 'Not a valid expression',
  nothing: 'Nothing found',
  found: (number: number) => `${number} found`,
  /** Past what is counted. */
  foundMany: (limit: number) => `${limit.toLocaleString('en')} or more found`,
  place: (place: number, all: number) => `${place} of ${all}`,
  matchCase: 'Match case',
  regex: 'Regular expression',
  previous: 'Previous match',
  previousTitle: 'Previous match (Enter)',
  next: 'Next match',
  nextTitle: 'Next match (Shift+Enter)',
  close: 'Close find',
  closeTitle: 'Close (Escape)',
};

const welcome = {
  noHosts: 'Add a host on the left to begin.',
  hosts: 'Double-click a host to open a shell on it.',
  findHost: 'Find a host',
  newShell: 'Shell on this computer',
  nextTab: 'Next tab',
  find: 'Find in the terminal',
  copy: 'Copy',
  paste: 'Paste',
  zoom: 'Larger or smaller text',
};

export const terminal = { pane, connection, search, welcome };
