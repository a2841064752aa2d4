// Tells output that only prints lines, perhaps coloured, from output that does anything else to a
// terminal. Enough lines of the former scroll away all that came before them, so that there is no
// need to parse that. One pass over the bytes by a table, because floods go through here.

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const TAB = 0x09;
const ESC = 0x1b;
const SPACE = 0x20;
const BRACKET = 0x5b;
const SGR = 0x6d;
/** Erases in its line, which scrolls away with all that is in it. */
const ERASE_IN_LINE = 0x4b;
const DELETE = 0x7f;
/** First byte in UTF-8 of the C1 controls, which have a second one up to 0x9f. */
const C1_LEAD = 0xc2;
const LAST_C1 = 0x9f;
const ZERO = 0x30;
const SEMICOLON = 0x3b;

/** More colours than this in a row are nobody's prompt; bytes. */
export const MAX_PEN_BYTES = 4096;

/** What a byte is to a line. */
const PRINTS = 0;
const ENDS_LINE = 1;
const BEGINS_STYLE = 2;
const MAY_BE_C1 = 3;
const DOES_MORE = 4;

const KINDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === LINE_FEED) return ENDS_LINE;
  if (byte === ESC) return BEGINS_STYLE;
  if (byte === C1_LEAD) return MAY_BE_C1;
  const prints = byte >= SPACE || byte === CARRIAGE_RETURN || byte === TAB;
  return prints && byte !== DELETE ? PRINTS : DOES_MORE;
});

export interface PlainText {
  /** Line feeds in it. */
  lines: number;
  /** The sequences that make the next character look as it does after it. */
  pen: Uint8Array;
}

/** What the bytes are if they only print; undefined if they do anything else. */
export function asPlainText(bytes: Uint8Array): PlainText | undefined {
  const found = scanPlain(bytes);
  if (!found) return undefined;
  const pen = stylesFrom(bytes, found.reset);
  return pen.byteLength <= MAX_PEN_BYTES ? { lines: found.lines, pen } : undefined;
}

export interface Scanned {
  lines: number;
  /** Where the last style stands that resets all before it; -1 without one. */
  reset: number;
  /** Where the last style ends; 0 without one. */
  styled: number;
}

/** What the bytes are if they only print; undefined if they do anything else. */
export function scanPlain(bytes: Uint8Array): Scanned | undefined {
  const { length } = bytes;
  let [lines, reset, styled] = [0, -1, 0];
  for (let at = 0; at < length; at++) {
    const kind = KINDS[bytes[at]!]!;
    if (kind === PRINTS) continue;
    if (kind === ENDS_LINE) lines++;
    else if (kind === BEGINS_STYLE) {
      const last = lastOfStyle(bytes, at);
      if (last === 0) return undefined;
      if (bytes[last] === SGR) {
        if (resets(bytes, at)) reset = at;
        styled = last + 1;
      }
      at = last;
    } else if (kind === DOES_MORE || (at + 1 < length && bytes[at + 1]! <= LAST_C1)) {
      return undefined;
    }
  }
  return { lines, reset, styled };
}

/** Where the sequence at `at` ends if all it does is set a style, or erase in its line; else 0. */
function lastOfStyle(bytes: Uint8Array, at: number): number {
  if (bytes[at + 1] !== BRACKET) return 0;
  let end = at + 2;
  while (bytes[end]! >= ZERO && bytes[end]! <= SEMICOLON) end++;
  return bytes[end] === SGR || bytes[end] === ERASE_IN_LINE ? end : 0;
}

/** `ESC [ m`, `ESC [ 0 m`, or either with more behind a semicolon. */
function resets(bytes: Uint8Array, at: number): boolean {
  const [first, second] = [bytes[at + 2]!, bytes[at + 3]!];
  if (first === SGR || first === SEMICOLON) return true;
  return first === ZERO && (second === SGR || second === SEMICOLON);
}

/** The styles that plain text sets from `from` on; from its begin on for -1. */
export function stylesFrom(bytes: Uint8Array, from: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = bytes.indexOf(ESC, Math.max(0, from)); at >= 0; at = bytes.indexOf(ESC, at)) {
    const end = lastOfStyle(bytes, at) + 1;
    if (bytes[end - 1] === SGR) parts.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat(parts);
}
