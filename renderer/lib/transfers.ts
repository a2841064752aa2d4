// What the queue of transfers says: which mark and words a transfer has, where it leads, and in which
// order they stand. Plain reckoning, without a page.
import type { FilePlace, Transfer, TransferState } from '../../electron/ipc/contract.ts';
import { inWords, type Said } from '../../words/said.ts';
import { words } from '../../words/window.ts';
import { lastPart } from './filePaths.ts';

const say = words.transfers.row;

/** Shown by a shape and said by a word. */
export type TransferMark =
  'asks' | 'up' | 'down' | 'both' | 'reconnecting' | 'paused' | 'failed' | 'waiting' | 'finished';

export interface TransferLine {
  tone: 'plain' | 'warn' | 'bad';
  /** The loud part; '' for none. */
  strong: string;
  rest: string;
  /** How far it is, 0 to 100; null where no bar stands. */
  percent: number | null;
}

const RANKS: Record<TransferState, number> = {
  asks: 0,
  ...{ running: 1, cut: 1, paused: 1 },
  ...{ failed: 2, partly: 2 },
  waiting: 3,
  ...{ done: 4, cancelled: 4 },
};

/** It has come to an end, whichever. */
export function hasEnded({ state }: Pick<Transfer, 'state'>): boolean {
  return ['failed', 'partly', 'done', 'cancelled'].includes(state);
}

/** What asks first, then what goes on, what failed, what waits; each in the queue's own order. */
export function inOrder(transfers: readonly Transfer[]): readonly Transfer[] {
  return [...transfers].sort((one, other) => RANKS[one.state] - RANKS[other.state]);
}

export function markOfTransfer({ state, from, to }: Transfer): TransferMark {
  switch (state) {
    case 'running':
      return to.hostId === null ? 'down' : from.hostId === null ? 'up' : 'both';
    case 'cut':
      return 'reconnecting';
    case 'partly':
      return 'failed';
    case 'done':
      return 'finished';
    case 'cancelled':
      return 'failed';
    default:
      return state;
  }
}

/** Whole percent; null while nothing can be said. Only what is there whole is 100. */
export function percentOf(transfer: Transfer): number | null {
  const { bytes, bytesDone, counting } = transfer;
  if (counting || bytes === 0) return null;
  return Math.max(0, Math.min(99, Math.floor((bytesDone / bytes) * 100)));
}

/** @param next it is the first of those that wait */
export function lineOf(transfer: Transfer, next: boolean): TransferLine {
  const { state, bytes, said, advice, troubles } = transfer;
  const percent = percentOf(transfer);
  const far = percent === null ? '' : say.percent(percent);
  const plain = { tone: 'plain', strong: '', percent: null } as const;
  switch (state) {
    case 'running':
      return { ...plain, rest: running(transfer), percent: percent ?? 0 };
    case 'cut':
      return { tone: 'warn', strong: stated(state, far), rest: far, percent: percent ?? 0 };
    case 'paused':
      return { ...plain, rest: `${stated(state, far)} ${far}`.trim(), percent: percent ?? 0 };
    case 'failed':
      return { ...plain, tone: 'bad', ...whyOf(inWords(inShort(said)), inWords(advice), state) };
    case 'partly':
      return {
        ...plain,
        tone: 'warn',
        ...whyOf(say.untaken(troubles.length), inWords(advice), state),
      };
    case 'waiting':
      return { ...plain, rest: inWords(said) || waiting(bytes, next) };
    case 'done':
      return { ...plain, rest: say.done(bytes) };
    default:
      return { ...plain, rest: words.transfers.states[state] };
  }
}

/** How much it is isn't known before it was looked at. */
function waiting(bytes: number, next: boolean): string {
  if (next) return say.next(bytes);
  return bytes > 0 ? say.amount(bytes) : words.transfers.states.waiting;
}

function stated(state: TransferState, more: string): string {
  const text = words.transfers.states[state];
  return more === '' ? text : say.comma(text);
}

/** What a file is called until it is whole. */
const PART = /^\.(.+)\.bowline-[0-9a-f]{16}\.part$/su;

/** With a path's last part alone: the reason behind it is what a row has room for. */
function inShort(said: Said | null): Said | null {
  const path = said?.facts?.['path'];
  return said && typeof path === 'string'
    ? { ...said, facts: { ...said.facts, path: lastPart(path).replace(PART, '$1') } }
    : said;
}

function whyOf(why: string, advice: string, state: TransferState) {
  return { strong: why || words.transfers.states[state], rest: advice };
}

function running({ bytes, bytesDone, counting, left }: Transfer): string {
  if (counting) return say.counting(bytesDone);
  return left === null ? say.part(bytesDone, bytes) : say.partLeft(bytesDone, bytes, left);
}

/** `→ web:…/incoming`, `web → …/Downloads`, `a → b:/srv`: hosts by their names. */
export function wayOf({ from, to }: Transfer, nameOf: (hostId: string) => string): string {
  const target = to.hostId === null ? shortPath(to) : `${nameOf(to.hostId)}:${shortPath(to)}`;
  return from.hostId === null ? say.to(target) : say.fromTo(nameOf(from.hostId), target);
}

/** A folder by its last part, where there are more than two. */
export function shortPath({ path }: FilePlace): string {
  const parts = path.split('/').filter(Boolean);
  return parts.length <= 2 ? path : `…/${parts.at(-1)!}`;
}

/** As it is called in its row. */
export function nameInRow({ name, files }: Transfer): string {
  return files > 1 ? say.named(name, files) : name;
}

export type Counts = Record<keyof typeof words.transfers.counted, number>;

/** What waits for the link counts among what waits. */
export function countsOf(transfers: readonly Transfer[]): Counts {
  const of = (...states: TransferState[]) =>
    transfers.filter(({ state }) => states.includes(state)).length;
  return {
    running: of('running'),
    waiting: of('waiting', 'cut'),
    paused: of('paused'),
    asks: of('asks'),
    failed: of('failed', 'partly'),
    done: of('done'),
  };
}

/** `2 running, 1 asks`: each that there is; what is done only where nothing else is. */
export function countWords(counts: Counts): string[] {
  const order = ['running', 'waiting', 'paused', 'asks', 'failed'] as const;
  const some = order.filter((one) => counts[one] > 0);
  const shown = some.length > 0 || counts.done === 0 ? some : (['done'] as const);
  return shown.map((one) => words.transfers.counted[one](counts[one]));
}

/** Of all that is under way, whole percent; null where nothing can be said. */
export function percentOfAll(transfers: readonly Transfer[]): number | null {
  const open = transfers.filter(({ state }) =>
    ['running', 'cut', 'paused', 'asks'].includes(state),
  );
  const all = open.reduce((sum, { bytes }) => sum + bytes, 0);
  if (all === 0 || open.some(({ counting }) => counting)) return null;
  return Math.floor((open.reduce((sum, { bytesDone }) => sum + bytesDone, 0) / all) * 100);
}

/** What is there already, beside what is to go there: `11 KB, 1 day older`. */
export function thereWords({ here, there }: NonNullable<Transfer['question']>): string {
  const { sameAge, older, newer } = words.transfers.question;
  const size = there.size === null ? [] : [say.amount(there.size)];
  if (here.changedAt === null || there.changedAt === null) return size.join(', ');
  const ms = there.changedAt - here.changedAt;
  const age = Math.abs(ms) < 1000 ? sameAge : ms < 0 ? older(-ms) : newer(ms);
  return [...size, age].join(', ');
}

const KB = 1024;

/** Bytes a second that are offered as a limit, 0 for none, in order; one that was set stands among them. */
export function limitsWith(set: number): number[] {
  const usual = [0, 256 * KB, KB * KB, 4 * KB * KB, 16 * KB * KB];
  return [...usual.filter((one) => one !== set), set].sort((one, other) => one - other);
}

export function limitWords(bytes: number): string {
  const { noLimit, perSecond } = words.transfers.head;
  return bytes === 0 ? noLimit : perSecond(bytes);
}
