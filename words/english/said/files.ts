// Of the files in the app's data folder: what one of them holds, and what its loss comes to.

const FILES = {
  joined: {
    about: 'the shells you joined',
    outcome: 'To be there again, open their links once more.',
  },
  settings: { about: 'your settings', outcome: 'They are those of a new Bowline now.' },
  tabs: { about: 'your open tabs', outcome: 'None of them were opened again.' },
  tunnels: {
    about: 'your running tunnels',
    outcome: 'Those that ran before are to be started by hand.',
  },
  window: { about: 'the window’s place', outcome: '' },
};

/** What is stored without having been asked for. */
const UNASKED = {
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

export const files = {
  'file-part-damaged': ({ file }: Read) =>
    `Part of the file of ${FILES[file].about} was damaged; what was good in it is kept.`,
  'file-damaged': ({ file }: Read) => lost(file, 'was damaged'),
  'file-of-newer-version': ({ file }: Read) => lost(file, 'is of a newer Bowline'),
  'file-not-read': ({ file, code }: Refused) => lost(file, `could not be read (${code})`),
  /** `what` became of it. */
  'file-kept-aside': ({ what, name }: { what: string; name: string }) =>
    `${what} It was kept as “${name}” in Bowline’s data folder.`,

  'settings-not-stored': 'Your settings could not be stored. Is the disk full?',
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
