// What lies over a pane: cards about its connection, find, new lines below, links; and the panel at the
// side.
import { count, grouped } from '../count.ts';
import { span } from '../quantities.ts';

const lost = {
  title: 'The link is gone',
  attempt: (number: number) => `try ${number}`,
  /** Milliseconds; null while it is being tried. */
  next: (inMs: number | null) => (inMs === null ? 'Trying now.' : `Next try in ${span(inMs)}.`),
  stop: 'Stop',
  now: 'Try now',
  enter: 'Enter',
};

const failure = {
  label: 'Why there is no shell',
  editHost: 'Edit host',
  copyCommand: 'Copy command',
  copied: 'Copied',
  again: 'Try again',
};

const waiting = {
  label: 'On its way',
  since: (ms: number) => span(ms),
  cancel: 'Cancel',
};

const ended = {
  label: 'Ended',
  /** `with`: `exit 2`, `SIGKILL`. */
  how: (ending: string) => `Ended, ${ending}`,
  again: 'Open again',
  reconnect: 'Reconnect',
  close: 'Close',
};

const lag = {
  label: 'Slow',
  why: 'Why?',
  dismiss: 'Hide until this changes',
};

const question = {
  label: 'A question',
  asks: (host: string) => `ssh asks something for the tunnels of ${host}.`,
  answer: 'Answer…',
};

const find = {
  /** `shown`: how many there are, as it is written. */
  place: (place: number, shown: string) => `${grouped(place)} of ${shown}`,
  number: (number: number, more: boolean) => `${grouped(number)}${more ? '+' : ''}`,
  nothing: 'Nothing found',
  broken: 'Not a valid expression',
  wholeWord: 'Whole word',
  previousTitle: 'Previous match, further up (Enter)',
  nextTitle: 'Next match, further down (Shift+Enter)',
};

const below = {
  lines: (lines: number, more: boolean) =>
    more ? `${grouped(lines)}+ new lines` : count(lines, 'new line'),
  title: 'Down to the newest line. Typing goes there, too.',
};

const link = {
  open: 'Open link',
  copy: 'Copy link',
  always: (site: string) => `Always open ${site}`,
  notTrusted: 'That it is always opened could not be stored',
  /** Behind where it leads. */
  how: (keys: string) => `${keys}+click opens`,
};

const panel = {
  label: (shell: string) => `${shell}, shared`,
  alone: (shell: string) => `${shell}, not shared`,
  pin: 'Pin, which makes panes narrower',
  unpin: 'Unpin, so that it lies over the panes',
  notPinned: 'The panel could not be pinned',
  close: 'Close the panel',
  nobody: 'Nobody else is at this shell.',
  noShell: 'No shell is open.',
  writeTo: (others: number) =>
    others === 1 ? 'Write to 1 person' : `Write to ${grouped(others)} people`,
};

export const overPane = { lost, failure, waiting, ended, lag, question, find, below, link, panel };
