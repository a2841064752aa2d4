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
