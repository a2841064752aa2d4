// Text that somebody else wrote, made fit to be shown in a window or a terminal: nothing in it
// may move a cursor, reverse a line or hide something.

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const UNSEEN_BUT_LINE_FEEDS = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Marks stacked on one letter, beyond what any script needs, would cover the lines around it. */
const STACKED = /(\p{M}{4})\p{M}+/gu;

/** One line of text: what can't be seen is removed, and what is beyond so many characters. */
export function cleanLine(text: string, maxChars: number): string {
  return cut(bounded(text, maxChars).replace(UNSEEN, ''), maxChars);
}

/** The same for text of several lines. */
export function cleanText(text: string, maxChars: number): string {
  const lines = bounded(text, maxChars).replace(/\r\n?/g, '\n');
  return cut(lines.replace(UNSEEN_BUT_LINE_FEEDS, ''), maxChars);
}

/** A hostile text's length must not matter; so much may be invisible and leave enough. */
function bounded(text: string, maxChars: number): string {
  return text.slice(0, 16 * maxChars);
}

function cut(text: string, maxChars: number): string {
  const plain = text.replace(STACKED, '$1').trim();
  return [...plain].slice(0, maxChars).join('').trim();
}

/** More than any sentence of ours with somebody's words in it. */
const MAX_TOLD_CHARS = 2_000;

/**
 * One line about what happened, with words of a peer, a file or the system in it: fit for a
 * terminal, a log or a window. Every error with a name of ours is made of such.
 */
export function told(text: string): string {
  return cleanLine(text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' '), MAX_TOLD_CHARS);
}

/** Text of ours, of any length: its lines stay, and what can't be seen goes. */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN_BUT_LINE_FEEDS, '');
}

/** JSON on one line, without anything that can't be seen: it is escaped, and so nothing is lost. */
export function shownJson(value: unknown): string {
  return JSON.stringify(value).replace(UNSEEN, (found) =>
    [...Array(found.length).keys()]
      .map((at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** All strings of a JSON value, its names included, each as one line. */
export function cleanValue(value: unknown, maxChars: number): unknown {
  if (typeof value === 'string') return cleanLine(value, maxChars);
  if (Array.isArray(value)) return value.map((one) => cleanValue(one, maxChars));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => [
    cleanLine(name, maxChars),
    cleanValue(one, maxChars),
  ]);
  return Object.fromEntries(entries);
}
