// Of files: the pane with its sides and their lists, what can be done there, and its view of the sidebar.
import { count, grouped } from '../count.ts';

const UNITS = ['KB', 'MB', 'GB', 'TB', 'PB', 'EB'];

/** `0 B`, `980 MB`, `1.4 GB`, each unit 1024 of the one before; '' where none is told. */
function size(bytes: number | null): string {
  if (bytes === null) return '';
  if (bytes < 1024) return `${bytes} B`;
  let [amount, unit] = [bytes / 1024, 0];
  // What would be written as 1024 is one of the next.
  while (amount >= 1023.5 && unit < UNITS.length - 1) [amount, unit] = [amount / 1024, unit + 1];
  return `${amount < 9.95 ? amount.toFixed(1) : amount.toFixed(0)} ${UNITS[unit]}`;
}

/** `16 GB free of 196`, `900 MB free of 2.0 GB`. */
function space(free: number, whole: number): string {
  const [amount, unit] = size(whole).split(' ');
  return `${size(free)} free of ${size(free).endsWith(` ${unit}`) ? amount : size(whole)}`;
}

const items = (number: number) => count(number, 'item');

const counts = (all: number, chosen: number, bytes: number) =>
  chosen === 0
    ? items(all)
    : `${items(all)}, ${grouped(chosen)} selected${bytes > 0 ? `, ${size(bytes)}` : ''}`;

const list = {
  /** Of the grid, for who can't see it. */
  label: (place: string, folder: string) => `${place}, ${folder}`,
  columns: { name: 'Name', size: 'Size', changed: 'Changed', mode: 'Mode', owner: 'Owner' },
  kinds: {
    folder: 'Folder',
    file: 'File',
    other: 'Special file',
    link: 'Link',
    broken: 'Link to nothing',
  },
  leadsTo: (name: string, target: string) => `${name} → ${target}`,
  endFilter: 'Show all names again',
  empty: 'Nothing in this folder',
  emptyText: 'Files can be dropped here, or copied from the other side.',
  emptyAlone: 'Files can be dropped here.',
  onlyHidden: (hidden: number) => `Only hidden: ${items(hidden)}`,
  noMatch: (typed: string) => `No name with “${typed}”`,
  showHidden: 'Show hidden',
  reading: 'Reading the folder',
  soFar: (rows: number) => `${items(rows)} so far`,
  again: 'Read again',
  unread: (why: string) => `Not all of it could be read. ${why}`,
};

const side = {
  here: 'This computer',
  deleted: 'Deleted host',
  counts,
  space,
  up: 'Up',
  back: 'Back',
  forward: 'Forward',
  path: 'Folder',
  editPath: 'Type or paste a path',
  find: 'Filter by name',
  refresh: 'Read again',
  star: 'Bookmark this folder',
  unstar: 'Remove the bookmark',
  place: 'Choose where',
  connecting: (place: string) => `Connecting to ${place}`,
  seconds: (seconds: number) => `${seconds} s`,
  lost: (why: string) => `${why} What is shown is from before.`,
  failed: 'No files from here yet',
  reconnect: 'Connect again',
  retry: 'Try again',
  home: 'Go home',
  actions: 'What can be done here',
};

const pane = {
  title: 'Files',
  tab: (place: string) => `Files: ${place}`,
  where: (place: string, way: string) => (way ? `${place}, ${way}` : place),
  follow: 'Follow the shell',
  follows: 'Follows the shell',
  untold: 'The shell hasn’t said which folder it is in.',
  noShell: 'There is no shell of this host beside it.',
  both: 'Two sides',
  hidden: 'Hidden files',
  sides: 'Which side is shown',
};

const menu = {
  open: 'Open',
  openOver: 'Open on the other side',
  look: 'Quick look',
  edit: 'Edit',
  editAsRoot: 'Edit as root',
  copyOver: (place: string) => `Copy to ${place}`,
  moveOver: (place: string) => `Move to ${place}`,
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste here',
  copyPath: 'Copy the path',
  copyPaths: 'Copy the paths',
  dragOut: 'Drag out of the window…',
  rename: 'Rename',
  renameMany: 'Rename many…',
  permissions: 'Permissions…',
  totals: 'Count its size',
  totalsOfMany: 'Count their size',
  sum: 'Checksum (SHA-256)',
  newFolder: 'New folder',
  newFile: 'New file',
  newLink: 'New link…',
  bookmark: 'Bookmark',
  remove: 'Delete',
  selectAll: 'Select all',
  bring: 'Bring files from this computer…',
  hidden: 'Show hidden files',
  refresh: 'Read again',
};

const keys = {
  open: 'Enter',
  look: 'F3',
  copyOver: 'F5',
  moveOver: 'F6',
  newFolder: 'F7',
  rename: 'F2',
  remove: 'Del',
  up: 'Backspace',
  over: { mac: '⌘Enter', other: 'Ctrl+Enter' },
  cut: { mac: '⌘X', other: 'Ctrl+X' },
  copy: { mac: '⌘C', other: 'Ctrl+C' },
  paste: { mac: '⌘V', other: 'Ctrl+V' },
  selectAll: { mac: '⌘A', other: 'Ctrl+A' },
  path: { mac: '⌘L', other: 'Ctrl+L' },
  refresh: { mac: '⌘R', other: 'Ctrl+R' },
  back: { mac: '⌥←', other: 'Alt+←' },
  forward: { mac: '⌥→', other: 'Alt+→' },
};

/** What several are called together. */
const named = (first: string, all: number) => (all === 1 ? `“${first}”` : items(all));

const acts = {
  named,
  newName: (before: string) => `New name of ${before}`,
  nameOfNew: { folder: 'Name of the new folder', file: 'Name of the new file' },
  begun: { folder: 'New folder', file: 'New file' },
  bad: {
    empty: 'It needs a name.',
    slash: 'A name can’t have a / in it.',
    dots: 'That name means a folder itself.',
    nul: 'A name can’t have a NUL in it.',
  },
  removed: (what: string) => `${what} deleted.`,
  undo: 'Undo',
  remove: {
    title: (what: string) => `Delete ${what}?`,
    text: (place: string) => `On ${place} there is no bin: what is deleted is gone.`,
    folders: (place: string) =>
      `On ${place} there is no bin: what is deleted is gone, with all that lies in the folders.`,
    act: (all: number) => (all === 1 ? 'Delete' : `Delete ${items(all)}`),
  },
  pathsCopied: (paths: number) =>
    paths === 1 ? 'Path copied.' : `${grouped(paths)} paths copied.`,
  inItself: 'A folder can’t be copied into itself.',
  notOpen: (place: string, move: boolean) =>
    `Nothing was ${move ? 'moved' : 'copied'}: the files of ${place} aren’t open.`,
  held: {
    copy: (all: number) => `${items(all)} to copy`,
    move: (all: number) => `${items(all)} to move`,
  },
  partly: (failed: number, first: string) =>
    failed === 1 ? first : `${first} And ${grouped(failed - 1)} more.`,
  /** Each begins the sentence of a notice. */
  failed: {
    rename: (name: string) => `“${name}” could not be renamed`,
    remove: (what: string) => `${what} could not be deleted`,
    undo: 'It could not be undone',
    transfer: 'It could not be copied',
    bookmark: 'The bookmark could not be kept',
    bookmarks: 'The bookmarks could not be read',
    copyPath: 'The path could not be copied',
  },
};

const drag = {
  what: (all: number, bytes: number) => (bytes > 0 ? `${items(all)}, ${size(bytes)}` : items(all)),
  copy: (folder: string) => `Copy into ${folder}`,
  move: (folder: string) => `Move into ${folder}`,
  toShell: (host: string) => `Give to the shell on ${host}`,
  nowhere: 'Nothing happens here',
};

/** Out of the window, to the desktop or another program. */
const out = {
  label: 'To be dragged out of the window',
  ready: (what: string) => `${what} can be dragged out of the window.`,
  fetching: (what: string, percent: number | null) =>
    percent === null
      ? `Fetching ${what}. Then it can be dragged out.`
      : `Fetching ${what}, ${percent} %. Then it can be dragged out.`,
  notFetched: (what: string) => `${what} couldn’t be fetched. The transfers say why.`,
  hint: 'Drag this to the desktop or another program',
  end: 'Drag nothing out',
  failed: 'It could not be dragged out',
};

const onShell = {
  title: (what: string, host: string) => `${what} for the shell on ${host}`,
  text: (folder: string) => `Copy it into ${folder}, or type its path?`,
  textNoFolder: 'Type its path into the shell?',
  upload: 'Copy it there',
  path: 'Type the path',
  cancel: 'Cancel',
};

const view = {
  open: 'Open',
  bookmarks: (place: string) => `Bookmarks on ${place}`,
  places: 'Open files of',
  thisComputer: 'Files of this computer',
  opened: 'In a tab',
};

export const files = {
  size,
  items,
  counts,
  dates: { today: (time: string) => `today ${time}`, yesterday: 'yesterday' },
  list,
  side,
  pane,
  menu,
  keys,
  acts,
  drag,
  out,
  onShell,
  view,
};
