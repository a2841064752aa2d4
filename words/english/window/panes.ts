// Of panes: what stands at their heads, between them and over them while they are arranged or moved.
import { count, people } from '../count.ts';

const drop = {
  /** What letting go here does. */
  left: 'Split left',
  right: 'Split right',
  up: 'Split above',
  down: 'Split below',
  swap: 'Swap',
  tab: 'As a tab',
};

const divider = {
  across: 'Border between left and right',
  down: 'Border between above and below',
  now: (percent: number) => `${percent} %`,
};

const arrange = {
  title: 'Arranging panes',
  size: 'move the border',
  move: 'move the pane',
  done: 'done',
  keys: { arrows: '← ↑ → ↓', shift: 'Shift', end: 'Enter' },
};

const menu = {
  splitRight: 'Split right',
  splitDown: 'Split down',
  files: 'Files beside',
  zoom: 'Zoom pane',
  unzoom: 'Show all panes',
  equalise: 'Make panes equally large',
  arrange: 'Arrange panes',
  swap: 'Swap with',
  move: 'Move pane',
  toNewTab: 'To new tab',
  toNewWindow: 'To new window',
  toTab: (title: string) => `To tab “${title}”`,
  toWindow: (title: string) => `To window “${title}”`,
  close: 'Close pane',
};

export const panes = {
  label: (title: string, number: number, all: number) => `${title}, pane ${number} of ${all}`,
  /** Of a tab, which has several. */
  count: (panes: number) => count(panes, 'pane'),
  /** A pane's head, as it is read out. */
  head: (title: string) => `Pane ${title}`,
  zoom: (title: string) => `Zoom ${title}`,
  unzoom: (title: string) => `Show all panes beside ${title}`,
  more: (title: string) => `What can be done with ${title}`,
  close: (title: string) => `Close ${title}`,
  people,
  /** It is somebody else's shell, which one is at once only. */
  oneOfGuest: 'A shell that you joined can’t be opened a second time.',
  /** Of a typed address, and of a shell that one joined. */
  noFiles: 'Files are had of saved hosts and of this computer.',
  drop,
  divider,
  arrange,
  menu,
};
