// Lines of an OpenSSH configuration, cut as OpenSSH cuts them (readconf.c, `argv_split`).
// The parser of the package ssh-config isn't used: it knows no ' quotes, no \\ and no line numbers, ends a
// value at any #, cuts commands at it, and refuses a whole file for one quote that doesn't close.
import { linesOf } from '../../text.ts';

export interface SshLine {
  /** Counted from 1. */
  readonly number: number;
  /** In small letters, as keywords are compared. */
  readonly keyword: string;
  /** The whole line, without what surrounds it. */
  readonly text: string;
  /** All that stands behind the keyword: a command takes it as it is. */
  readonly rest: string;
}

export interface Words {
  readonly words: readonly string[];
  /** Whether a quote didn't close. */
  readonly open: boolean;
}

const KEYWORD = /^([^ \t=]+)(?:[ \t]*=[ \t]*|[ \t]+|$)(.*)$/s;

/** Without comments and empty lines. */
export function sshLines(text: string): SshLine[] {
  return linesOf(text).flatMap((whole, index) => {
    const line = trimmed(whole);
    if (line === '' || line.startsWith('#')) return [];
    const [, keyword = line, rest = ''] = KEYWORD.exec(line) ?? [];
    return [{ number: index + 1, keyword: keyword.toLowerCase(), text: line, rest }];
  });
}

/** OpenSSH's own blanks; others belong to a word. */
function trimmed(line: string): string {
  let [start, end] = [0, line.length];
  while (start < end && ' \t\r\n\f'.includes(line[start]!)) start += 1;
  while (end > start && ' \t\r\n\f'.includes(line[end - 1]!)) end -= 1;
  return line.slice(start, end);
}

/** The words of a value, unquoted. A # begins a comment only where a word begins. */
export function wordsOf(text: string): Words {
  const words: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (isBlank(text[at])) {
      at += 1;
      continue;
    }
    if (text[at] === '#') break;
    const { word, end } = wordAt(text, at);
    if (word === undefined) return { words, open: true };
    words.push(word);
    at = end;
  }
  return { words, open: false };
}

function isBlank(letter: string | undefined): boolean {
  return letter === ' ' || letter === '\t';
}

function wordAt(text: string, start: number): { word: string | undefined; end: number } {
  let [word, quote, at] = ['', '', start];
  for (; at < text.length; at += 1) {
    const letter = text[at]!;
    if (quote === '' && isBlank(letter)) break;
    if (letter === '\\' && isEscaped(text[at + 1], quote)) {
      at += 1;
      word += text[at]!;
    } else if (quote === '' && (letter === '"' || letter === "'")) quote = letter;
    else if (letter === quote) quote = '';
    else word += letter;
  }
  return { word: quote === '' ? word : undefined, end: at };
}

/** Any other backslash is one: paths of Windows need no second. */
function isEscaped(next: string | undefined, quote: string): boolean {
  if (next === undefined) return false;
  return next === '"' || next === "'" || next === '\\' || (quote === '' && next === ' ');
}

/** A word as it has to be written, so that it is one. */
export function quoted(word: string): string {
  if (word !== '' && !/[\s"'\\]|^#/.test(word)) return word;
  return `"${word.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
