// What a host answers is its own word: where it names a path of its own, that has a narrow alphabet;
// where it speaks to a person, nothing in it can move a cursor or hide something.
import { cleanLine } from '../../core/text/clean.ts';

/** Letters of any script, digits, and what file names are made of; a space for macOS' own folders. */
const PATH = /^\/[\p{L}\p{M}\p{N}_./@+=,~ -]+$/u;
const MOST_CHARS = 300;

export function isRemotePath(path: string, mostBytes = 4_095): boolean {
  return PATH.test(path) && Buffer.byteLength(path) <= mostBytes;
}

/** For a message, a title, the log or a terminal. */
export function remoteWords(words: string): string {
  return cleanLine(words, MOST_CHARS);
}
