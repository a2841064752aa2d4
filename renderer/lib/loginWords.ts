// How a question of a login is put: its title, what is said of it elsewhere, and whose words it shows.
// What ssh and servers wrote is cleaned line by line, so that nothing in it reverses or hides another.
import type { AskedQuestion } from '../../electron/ipc/contract.ts';
import { inWords, say } from '../../words/said.ts';
import { words } from '../../words/window.ts';

type Asked = Pick<AskedQuestion, 'asks' | 'about' | 'hostKey'>;

/** More lines than a person reads of a question. */
const MOST_LINES = 200;
/** More characters than the path of any key that somebody named. */
const LONGEST_ABOUT = 160;

/** One line of somebody else's. */
export function shownLine(text: string): string {
  return inWords(say('as-told', { text }));
}

/** The lines that ssh, or a server through it, wrote. */
export function shownText(text: string): string {
  const lines = text.split(/\r\n?|\n/).slice(0, MOST_LINES);
  return lines.map(shownLine).join('\n').trim();
}

function kindOf({ asks, hostKey }: Asked) {
  return asks === 'host-key' && hostKey?.oldPlace != null ? 'host-key-changed' : asks;
}

export function titleOf(asked: Asked): string {
  const about = [...shownLine(asked.hostKey?.name ?? asked.about)];
  const short = about.length > LONGEST_ABOUT ? [...about.slice(0, LONGEST_ABOUT), '…'] : about;
  return words.logins.title[kindOf(asked)](short.join(''));
}

/** A text has to be scrolled, as far as can be told without a page. */
export function isLong(text: string): boolean {
  return text.length > 200 || text.split('\n').length > 4;
}

/** What is asked, behind a host's name: "asks for a password". */
export function askedWords(asked: Asked): string {
  return words.logins.asks[kindOf(asked)];
}

/** Whether the title and the fields leave out something that `text` says. */
export function showsText({ asks, about, text }: Pick<AskedQuestion, 'asks' | 'about' | 'text'>) {
  if (text === '' || asks === 'host-key') return false;
  return about === '' || (asks !== 'password' && asks !== 'passphrase' && asks !== 'pin');
}

/** A program of the shell asks, through its terminal. */
export function isOfFiles({ asks }: Pick<AskedQuestion, 'asks'>): boolean {
  return asks === 'take-files' || asks === 'give-files';
}

/** Once it is answered. `sent`: with something else than a no. */
export function settledWords(asked: Pick<AskedQuestion, 'asks'>, sent: boolean): string {
  const say = isOfFiles(asked) ? words.inTerminal : words.logins;
  return sent ? say.sent : say.declined;
}

/** What is kept for it is locked: with the master passphrase, nothing else need be typed. */
export const isLocked = ({ because }: Pick<AskedQuestion, 'because'>): boolean =>
  because?.code === 'secrets-locked';

/** The host key of a question is another one than before. */
export const hasChanged = ({ hostKey }: Pick<AskedQuestion, 'hostKey'>): boolean =>
  hostKey !== null && hostKey.oldPlace !== null;
