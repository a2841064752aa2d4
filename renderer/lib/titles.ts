// Tab titles: what a program may call its tab, what of that says more than the host's name does, and
// how tabs of one name are told apart.
import { words } from '../../words/window.ts';

/** Longest title kept, in characters; a program may send megabytes. */
export const MAX_TITLE = 300;

// Control characters break the accessible name; direction marks can make a title lie.
const UNSHOWABLE = /[\p{Cc}\p{Cs}\p{Co}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
// Without width and meaning, but for the joiners within words and pictures.
const UNSEEN =
  /[\u00ad\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\u{e0000}-\u{e0fff}]|(?<![\p{L}\p{M}])\u200c|\u200c(?!\p{L})|(?<![\p{L}\p{M}\p{Extended_Pictographic}\ufe0f])\u200d|\u200d(?![\p{L}\p{Extended_Pictographic}])/gu;
/** More marks on one letter reach over other tabs. */
const PILED = /(\p{M}{4})\p{M}+/gu;

/** A title fit to show: one line, no control or direction characters, bounded; '' if nothing is left. */
export function cleanTitle(title: string): string {
  const line = title
    .slice(0, MAX_TITLE * 4)
    .replace(UNSHOWABLE, ' ')
    .replace(UNSEEN, '')
    .replace(PILED, '$1');
  return [...line.replace(/\s+/g, ' ').trim()].slice(0, MAX_TITLE).join('');
}

/** What many a prompt puts before the title: who is where. */
const WHO_AND_WHERE = /^\S+@([^\s:@]+)(?=$|:|\s)/u;

/** The `user@host` with which a program's title begins; '' where it doesn't. */
export function promptIn(title: string): string {
  return WHO_AND_WHERE.exec(title)?.[0] ?? '';
}

/**
 * What a program's title says beside the name of its host; '' where it only repeats that.
 * @param own other names of the same: its address, the `user@host` of its first prompt
 */
export function beyondHost(title: string, host: string, own: readonly string[] = []): string {
  const names = [host, ...own].filter(Boolean).map((name) => name.toLowerCase());
  const prompt = promptIn(title);
  const where = prompt.slice(prompt.lastIndexOf('@') + 1).toLowerCase();
  const isOwn = [prompt.toLowerCase(), where, where.split('.')[0]!].some((one) =>
    names.includes(one),
  );
  const rest = prompt && isOwn ? title.slice(prompt.length) : withoutName(title, names);
  return rest.replace(/^[\s:]+/u, '');
}

function withoutName(title: string, names: readonly string[]): string {
  const [first = '', ...more] = title.split(': ');
  return names.includes(first.trim().toLowerCase()) ? more.join(': ') : title;
}

/** The same titles in the same order, with " (2)", " (3)" … added where one was taken before. */
export function distinctTitles(titles: readonly string[]): string[] {
  const taken = new Set<string>();
  return titles.map((title) => {
    let candidate = title;
    for (let n = 2; taken.has(candidate); n++) candidate = words.tabs.again(title, n);
    taken.add(candidate);
    return candidate;
  });
}
