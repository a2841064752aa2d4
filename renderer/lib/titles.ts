// Tab titles: what a program may call its tab, and how tabs of one name are told apart.
import { words } from '../../words/window.ts';

/** Longest title kept, in characters; a program may send megabytes. */
export const MAX_TITLE = 200;

// Control characters break the accessible name; direction marks can make a title lie.
const UNSHOWABLE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** A title fit to show: one line, no control or direction characters, bounded; '' if nothing is left. */
export function cleanTitle(title: string): string {
  const line = title.slice(0, MAX_TITLE * 4).replace(UNSHOWABLE, ' ');
  return [...line.replace(/\s+/g, ' ').trim()].slice(0, MAX_TITLE).join('');
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
