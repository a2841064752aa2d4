// Of the files in the app's data folder: what one of them holds, and what its loss comes to.
import { count } from '../count.ts';

const FILES = {
  edits: {
    about: 'the files you edit',
    outcome: 'Their copies are still there; open them from their hosts once more.',
  },
  files: {
    about: 'your bookmarks of folders',
    outcome: 'To have them again, keep them once more.',
  },
  joined: {
    about: 'the shells you joined',
    outcome: 'To be there again, open their links once more.',
  },
  schemes: {
    about: 'the colour schemes you imported',
    outcome: 'To have them again, import their files once more.',
  },
  settings: { about: 'your settings', outcome: 'They are those of a new Bowline now.' },
  tabs: { about: 'your open tabs', outcome: 'None of them were opened again.' },
  transfers: {
    about: 'your transfers',
    outcome: 'Those that were not done have to be begun again.',
  },
  tunnels: {
    about: 'your running tunnels',
    outcome: 'Those that ran before are to be started by hand.',
  },
  window: { about: 'the window’s place', outcome: '' },
};

/** What is stored without having been asked for. */
const UNASKED = {
  edits: 'which files you edit',
  transfers: 'the queue of transfers',
  files: 'your bookmarks of folders',
  tabs: 'your open tabs',
  tunnels: 'which tunnels run',
  window: 'the window’s place',
  hostsCopy: 'the copy of your saved hosts',
};

interface Read {
  file: keyof typeof FILES;
}
interface Refused extends Read {
  /** Of the system, `EACCES`. */
  code: string;
}
type Unasked = keyof typeof UNASKED;
/** Both from 1. */
interface SettingsPlace {
  line: number;
  column: number;
}
interface BadValue {
  name: string;
  value: string;
  may: string;
}

export const files = {
  'files-not-to-drag': 'The files to drag aren’t on this computer. Fetch them again.',
  'file-part-damaged': ({ file }: Read) =>
    `Part of the file of ${FILES[file].about} was damaged; what was good in it is kept.`,
  'file-damaged': ({ file }: Read) => lost(file, 'was damaged'),
  'file-of-newer-version': ({ file }: Read) => lost(file, 'is of a newer Bowline'),
  'file-not-read': ({ file, code }: Refused) => lost(file, `could not be read (${code})`),
  /** `what` became of it. */
  'file-kept-aside': ({ what, name }: { what: string; name: string }) =>
    `${what} It was kept as “${name}” in Bowline’s data folder.`,

  'settings-not-stored': 'Your settings could not be stored. Is the disk full?',
  /** Somebody edited the file: the first of what is wrong in it, and of how many more. */
  'settings-problems': ({ first, more }: { first: string; more: number }) =>
    `${first}${more > 0 ? ` There ${more === 1 ? 'is' : 'are'} ${count(more, 'problem')} more.` : ''}` +
    ' What is right in it is in force; the file stays as it is.',
  'settings-value': ({ line, column, name, value, may }: SettingsPlace & BadValue) =>
    `settings.json, line ${line}, column ${column}: ${name} is ${value}; it may be ${may}.`,
  'settings-syntax': ({ line, column, what }: SettingsPlace & { what: string }) =>
    `settings.json, line ${line}, column ${column}: ${what}.`,
  'settings-file-broken': ({ problem }: { problem: string }) =>
    `${problem} Until that is mended, nothing can be changed here.`,
  'settings-mended': 'settings.json is in order again, and all of it in force.',
  'may-be-range': ({ min, max }: { min: number; max: number }) => `${min} to ${max}`,
  'may-be-whole': ({ min, max }: { min: number; max: number }) =>
    `a whole number from ${min} to ${max}`,
  'may-be-one-of': ({ choices }: { choices: string }) => choices,
  'may-be-text': ({ most }: { most: number }) => `a text of at most ${most} characters`,
  'may-be-object': 'an object',
  'may-be-list': 'a list',
  'may-be-colour': '"scheme", or a colour such as "#0b67a3"',
  'json-comma': 'a comma is missing before this',
  'json-colon': 'a colon is missing before this',
  'json-value': 'a value is missing here',
  'json-property': 'a name in double quotes is missing here',
  'json-brace': 'a closing brace is missing',
  'json-bracket': 'a closing bracket is missing',
  'json-comment': 'this comment has no end',
  'json-string': 'this text has no closing quote',
  'json-number': 'this number has no end',
  'json-object': 'settings stand between { and }',
  'json-sign': 'this sign has no meaning here',
  /** Those that can't be stored now. */
  'unasked-not-stored': (missing: Record<Unasked, boolean>) =>
    `Bowline could not store ${unasked(missing)}. Is the disk full? It goes on trying; until ` +
    'then, what was stored before is what comes back after a restart.',
  'unasked-stored-again': 'What could not be stored before is stored now.',
};

function lost(file: Read['file'], how: string): string {
  const { about, outcome } = FILES[file];
  return `The file of ${about} ${how}. ${outcome}`.trim();
}

function unasked(missing: Record<Unasked, boolean>): string {
  const names = Object.keys(UNASKED) as Unasked[];
  const named = names.filter((name) => missing[name]).map((name) => UNASKED[name]);
  return new Intl.ListFormat('en').format(named);
}
