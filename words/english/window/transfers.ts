// Of transfers: the queue below a files pane, what is told of it elsewhere, and files that are open in
// an editor here.
import { count, grouped, listed } from '../count.ts';
import { bytes, span } from '../quantities.ts';

const UNITS = ['bytes', 'KB', 'MB', 'GB'] as const;

/** Of 1024 each, as an index of the units. */
const unitOf = (amount: number): number =>
  Math.min(3, Math.floor(Math.log2(Math.max(1, amount)) / 10));

/** `412 MB`: shorter than elsewhere, as it changes while one looks at it. */
function sized(amount: number): string {
  const power = unitOf(amount);
  return `${figure(amount / 1024 ** power, power === 0)} ${UNITS[power]!}`;
}

/** Both in the unit that suits the second: `412 of 980 MB`. */
function part(done: number, all: number): string {
  const power = unitOf(all);
  const inUnit = (amount: number) => figure(amount / 1024 ** power, power === 0);
  return `${inUnit(done)} of ${inUnit(all)} ${UNITS[power]!}`;
}

function figure(amount: number, whole: boolean): string {
  return whole || amount >= 10 || amount === 0 ? amount.toFixed(0) : amount.toFixed(1);
}

const counted = {
  asks: (number: number) => `${grouped(number)} ${number === 1 ? 'asks' : 'ask'}`,
  running: (number: number) => `${grouped(number)} running`,
  paused: (number: number) => `${grouped(number)} paused`,
  waiting: (number: number) => `${grouped(number)} waiting`,
  failed: (number: number) => `${grouped(number)} failed`,
  done: (number: number) => `${grouped(number)} done`,
};

const states = {
  waiting: 'Waiting',
  running: 'Running',
  paused: 'Paused',
  cut: 'Waits for the link',
  asks: 'Asks',
  failed: 'Failed',
  done: 'Done',
  partly: 'Not all of it',
  cancelled: 'Cancelled',
};

/** What stands in a row behind its place: the loud part and the rest. */
const row = {
  named: (name: string, files: number) => `${name} (${grouped(files)} files)`,
  up: 'Up',
  down: 'Down',
  between: 'From host to host',
  here: 'this computer',
  to: (place: string) => `→ ${place}`,
  fromTo: (from: string, to: string) => `${from} → ${to}`,
  part,
  partLeft: (done: number, all: number, seconds: number) =>
    `${part(done, all)}, ${span(seconds * 1000)} left`,
  counting: (amount: number) => `${sized(amount)}, counting`,
  percent: (percent: number) => `${percent} %`,
  next: (amount: number) => (amount > 0 ? `${sized(amount)}, next` : 'Next'),
  amount: sized,
  files: (done: number, all: number) => `${grouped(done)} of ${count(all, 'file')}`,
  comma: (text: string) => `${text},`,
  untaken: (files: number) =>
    files === 1 ? '1 file wasn’t taken.' : `${grouped(files)} files weren’t taken.`,
  done: (amount: number) => `${sized(amount)}, done`,
};

const question = {
  there: 'Is there already,',
  thereNamed: (name: string) => `${name} is there already,`,
  sameAge: 'as old',
  older: (ms: number) => `${span(ms)} older`,
  newer: (ms: number) => `${span(ms)} newer`,
  replace: 'Replace',
  both: 'Keep both',
  skip: 'Skip',
  ifNewer: 'Replace it if this one is newer',
  resume: 'Add what is missing at its end',
  more: 'More answers',
  all: 'For all',
  allHint: 'Answer so for all files of this transfer that follow',
  /** Before the name of who is asked about, for who can't see the row. */
  about: (name: string) => `: ${name}`,
};

const acts = {
  pause: 'Pause',
  resume: 'Go on',
  retry: 'Try again',
  asRoot: 'As root…',
  cancel: 'Stop',
  remove: 'Remove',
  first: 'Do this next',
  troubles: 'Show which',
  of: (act: string, name: string) => `${act}: ${name}`,
};

const head = {
  title: 'Transfers',
  label: 'Transfers of all hosts',
  list: 'Transfers, those that ask first',
  fold: 'Fold the transfers',
  unfold: 'Show the transfers',
  up: (rate: number) => `${bytes(rate)}/s up`,
  down: (rate: number) => `${bytes(rate)}/s down`,
  pauseAll: 'Pause all',
  resumeAll: 'Go on with all',
  clear: 'Clear done',
  limit: 'Limit',
  limited: (rate: number) => `at most ${bytes(rate)}/s`,
  noLimit: 'No limit',
  perSecond: (rate: number) => `${bytes(rate)}/s`,
};

/** What a screen reader says now and then. */
const heard = {
  state: (parts: readonly string[], percent: number | null) =>
    listed([...parts, ...(percent === null ? [] : [`${percent} % of it done`])]),
  asks: (name: string) => `${name} is there already. The transfer asks what to do.`,
};

const news = {
  done: (name: string, place: string) => `“${name}” is on ${place}.`,
  manyDone: (number: number) => `${count(number, 'transfer')} done.`,
  partly: (name: string, files: number) => `“${name}”: ${row.untaken(files)}`,
  failed: (name: string, why: string) => `“${name}” wasn’t copied. ${why}`.trim(),
  manyFailed: (number: number) => `${count(number, 'transfer')} failed.`,
  asks: (name: string) => `“${name}” is there already. What is to happen with it?`,
  manyAsk: (number: number) => `${count(number, 'transfer')} ask what is to happen.`,
  show: 'Show',
  retry: 'Try again',
};

const status = {
  up: (rate: number) => `${bytes(rate)}/s`,
  upLabel: (rate: number) => `${bytes(rate)}/s up`,
  downLabel: (rate: number) => `${bytes(rate)}/s down`,
  asks: (number: number) => (number === 1 ? '1 transfer asks' : `${grouped(number)} transfers ask`),
  failed: (number: number) => `${count(number, 'transfer')} failed`,
  show: 'Show the transfers',
};

const failed = {
  act: 'The transfers couldn’t be changed',
  edit: (name: string) => `${name} couldn’t be opened for editing`,
  settle: (name: string) => `${name} couldn’t be settled`,
  close: (name: string) => `${name} couldn’t be put away`,
};

const troubles = {
  title: (name: string) => `What wasn’t taken of ${name}`,
  list: 'Files that weren’t taken',
  first: (shown: number) => `These are the first ${grouped(shown)}.`,
  close: 'Close',
  retry: 'Try these again',
};

const edits = {
  list: 'Files that are edited here',
  states: {
    fetching: 'Opening',
    open: 'Open',
    saving: 'Saving',
    saved: 'Saved',
    conflict: 'Changed there meanwhile',
    cut: 'Saved here, goes there with the link',
    failed: 'Not saved',
  },
  /** In ms since 1970. */
  savedAt: (at: number) =>
    `Saved ${new Date(at).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hour12: false })}`,
  of: (name: string, host: string) => `${name} of ${host}`,
  asRoot: 'as root',
  compare: 'Compare…',
  show: 'Show',
  close: 'Put away',
  conflict: (name: string) => `“${name}” was changed on its host while you edited it.`,
  failedToSave: (name: string, why: string) => `“${name}” isn’t saved on its host. ${why}`.trim(),
};

export const transfers = {
  ...{ counted, states, row, question, acts, head, heard, news, status, failed, troubles, edits },
};
