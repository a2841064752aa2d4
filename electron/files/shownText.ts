// A file's bytes as text that can be shown, whoever wrote it: nothing in it moves what stands around.

/** Format characters that join or part letters of scripts and emoji, and hide nothing. */
const JOINERS = '\u00ad\u200c\u200d';
const UNSEEN = new RegExp(`(?![\\n\\t${JOINERS}])[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]`, 'gu');
/** Of control characters that have a picture: U+2400 and on. */
const PICTURES = 0x2400;

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';

/** What encoding a text is in, by its beginning; null for what is no text. */
export function encodingOf(bytes: Uint8Array, whole: boolean): TextEncoding | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (bytes.includes(0)) return null;
  try {
    // What was cut may end within a character.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !whole });
    return 'utf-8';
  } catch {
    return isMostlyText(bytes) ? 'latin1' : null;
  }
}

export function decoded(bytes: Uint8Array, encoding: TextEncoding): string {
  if (encoding === 'latin1') return Buffer.from(bytes).toString('latin1');
  return new TextDecoder(encoding).decode(bytes);
}

/** Lines end with a line feed, and what can't be seen has a picture in its place. */
export function shownText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(UNSEEN, pictureOf);
}

function pictureOf(sign: string): string {
  const code = sign.codePointAt(0)!;
  if (code < 0x20) return String.fromCharCode(PICTURES + code);
  return code === 0x7f ? '\u2421' : '\uFFFD';
}

function isMostlyText(bytes: Uint8Array): boolean {
  const odd = bytes.filter((byte) => byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13);
  return odd.length * 50 <= bytes.length;
}
