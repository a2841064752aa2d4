// Of dialogs about files: a look at one, permissions, names of many, sizes and sums, links, and the
// editor of the window.
import { count, grouped } from '../count.ts';
import { bytes } from '../quantities.ts';

const look = {
  title: (name: string) => name,
  reading: 'Reading…',
  beginning: 'This is its beginning.',
  empty: 'The file is empty.',
  text: 'What is in it',
  image: (name: string) => `The image ${name}`,
  follow: 'Follow its end',
  followHint: 'Shows what is written to it from now on',
  following: 'Follows the end',
  pause: 'Pause',
  goOn: 'Go on',
  paused: (lines: number) => (lines === 0 ? 'Paused' : `Paused, ${count(lines, 'new line')}`),
  fresh: 'The file is another one now; this is its end.',
  cut: 'Earlier lines left this view.',
  copy: 'Copy',
  edit: 'Edit',
  close: 'Close',
  notRead: 'The file could not be read',
  notFollowed: 'The end of the file could not be followed',
};

/** Of an edit that isn't saved on its host. */
const putAway = {
  title: (name: string) => `Put “${name}” away?`,
  text: (host: string) => `What isn’t saved on ${host} is lost with it.`,
  keep: 'Keep editing',
  drop: 'Throw away',
  save: 'Save and close',
  compare: 'Compare…',
};

const permissions = {
  title: (name: string) => `Permissions of ${name}`,
  titleMany: (number: number) => `Permissions of ${count(number, 'item')}`,
  who: { owner: 'Owner', group: 'Group', others: 'Others' },
  what: { read: 'Read', write: 'Write', execute: 'Run' },
  /** Of a folder. */
  enter: 'Enter',
  grid: 'Who may do what',
  may: (who: string, what: string) => `${who}: ${what}`,
  special: 'Special',
  specials: {
    setuid: 'Runs as its owner (setuid)',
    setgid: 'Runs as its group; new files in a folder get it (setgid)',
    sticky: 'In this folder, only owners delete their files (sticky)',
  },
  octal: 'As a number',
  octalHint: 'Four octal digits, such as 0644.',
  octalWrong: 'A number of three or four digits from 0 to 7, such as 0644.',
  differ: 'They differ. What you don’t touch stays as each has it.',
  owner: 'Owner',
  group: 'Group',
  ownerHint: 'A name or a number. Empty: it stays.',
  ownerDiffer: 'They differ',
  inside: 'Also for all that is in these folders',
  asRoot: 'As root…',
  apply: 'Set permissions',
  applyMany: (number: number) => `Set permissions of ${grouped(number)}`,
  cancel: 'Cancel',
  done: (number: number) => `Permissions of ${count(number, 'item')} set.`,
  failed: 'The permissions could not be set',
  some: (number: number, of: number, first: string) =>
    `${grouped(number)} of ${grouped(of)} could not be set. ${first}`,
};

const rename = {
  title: (number: number) => `Rename ${count(number, 'item')}`,
  find: 'Find',
  findHint: 'Empty: the whole name.',
  replace: 'Replace with',
  replaceHint: '$1 is the first part found in ( ), # counts: ### becomes 001, 002.',
  regex: 'Regular expression',
  matchCase: 'Capitals matter',
  ending: 'Endings, too',
  endingHint: 'Else .txt and the like stay as they are.',
  from: 'Counts from',
  letters: 'Letters',
  cases: { keep: 'As they are', lower: 'small', upper: 'CAPITALS', title: 'First Ones' },
  preview: 'What the names become',
  before: 'Now',
  after: 'Then',
  same: 'stays',
  problems: {
    empty: 'A name can’t be empty',
    sign: 'A name can’t have “/” in it',
    dots: '“.” and “..” are no names',
    long: 'Longer than names may be',
    twice: 'Two get this name',
    there: 'This name is taken',
  },
  badPattern: (why: string) => `The pattern isn’t complete: ${why}`,
  slowPattern: 'This pattern takes too long. Make it simpler.',
  changes: (number: number) =>
    number === 0 ? 'No name changes.' : `${count(number, 'name')} will change.`,
  wrong: (number: number) => `${count(number, 'name')} can’t be so.`,
  apply: (number: number) => `Rename ${grouped(number)}`,
  cancel: 'Cancel',
  done: (number: number) => `${count(number, 'item')} renamed.`,
  undo: 'Undo',
  failed: 'The names could not be changed',
  notUndone: 'The names could not be changed back',
  some: (number: number, first: string) =>
    `${count(number, 'item')} could not be renamed. ${first}`,
};

const facts = {
  sizeOf: (name: string) => `Size of ${name}`,
  sizeOfMany: (number: number) => `Size of ${count(number, 'item')}`,
  sumOf: (name: string) => `Checksum of ${name}`,
  counting: 'Counting…',
  summing: 'Reading the file…',
  size: 'Size',
  exactly: (amount: number) => `${bytes(amount)} (${grouped(amount)} bytes)`,
  number: grouped,
  files: 'Files',
  folders: 'Folders',
  unread: (folders: number) =>
    `${count(folders, 'folder')} could not be read, so there may be more.`,
  sum: 'SHA-256',
  compare: 'Compare with',
  compareHint: 'Paste the sum that it should have.',
  equal: 'They are the same.',
  differs: 'They differ: this is another file.',
  copy: 'Copy',
  stop: 'Stop',
  close: 'Close',
};

const link = {
  title: 'New link',
  name: 'Name',
  nameHint: (folder: string) => `In ${folder}.`,
  target: 'Leads to',
  targetHint: 'A full path, or one from this folder on. Nothing has to be there yet.',
  make: 'Make link',
  cancel: 'Cancel',
  noName: 'A link needs a name.',
  badName: 'A name can’t have “/” in it, nor be “.” or “..”.',
  noTarget: 'A link leads somewhere.',
};

const editor = {
  title: (name: string, host: string) => `${name} on ${host}`,
  label: (name: string) => `Text of ${name}`,
  opening: 'Opening…',
  save: 'Save',
  close: 'Close',
  unsaved: 'Not saved yet',
  lines: (line: number, column: number) => `Line ${grouped(line)}, column ${grouped(column)}`,
  wrap: 'Break long lines',
  /** Tab leaves the text instead of indenting, by this key. */
  tabHint: 'Esc, then Tab, leaves the text.',
  leaveTitle: 'Leave without saving?',
  leaveText: (name: string) => `What you changed in ${name} since it was saved last is lost.`,
  leave: 'Leave it unsaved',
  stay: 'Go on editing',
  saveAndClose: 'Save and close',
  notSaved: 'The text could not be saved',
  conflict: 'It was changed on its host meanwhile.',
  compare: 'Compare…',
  gone: 'This file isn’t open for editing any more.',
};

const compare = {
  title: (name: string) => `“${name}” differs on its host`,
  text: 'Nothing is overwritten before you say which one stays.',
  mine: 'Here',
  theirs: 'On the host',
  keepMine: 'Keep mine',
  keepTheirs: 'Take theirs',
  later: 'Later',
  label: 'What differs',
  both: 'Here at the left, on the host at the right',
  noDiff: 'Both are the same by now.',
  reading: 'Reading both…',
};

const settings = {
  editor: 'Editor for files of hosts',
  editorHint:
    'A program with its arguments, parts with blanks in quotes; the file comes last. Empty: the editor in this window.',
  editorWrong: 'A quote has no end, or nothing in it.',
  editorPlaceholder: 'code --wait',
  conflict: 'When a copied file is there already',
  conflicts: {
    ask: 'Ask',
    replace: 'Replace it',
    newer: 'Replace it if it is older',
    rename: 'Keep both',
    skip: 'Leave it out',
  },
  hidden: 'Show hidden files',
  hiddenHint: 'Those whose names begin with a dot.',
  limit: 'Speed limit of transfers',
  limitHint: 'For all together, both ways.',
};

export const fileDialogs = {
  ...{ look, putAway, permissions, rename, facts, link, editor, compare, settings },
};
