// Tells output that only prints lines, perhaps coloured, from output that does anything else to a
// terminal. Enough lines of the former scroll away all that came before them, so that there is no
// need to parse that. One pass over the bytes by a table, because floods go through here: a branch for
// each kind of byte takes twice as long where many are coloured.

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

/** Where one is in it: the table has a row for each, and says which is next after each byte. */
const TEXT = 0 << 8;
const ESCAPE = 1 << 8;
const PARAMETERS = 2 << 8;
const MAY_BE_C1 = 3 << 8;
/** It does more than print, whatever comes. */
const MORE = 4 << 8;

const NEXT = Uint16Array.from({ length: 5 << 8 }, (_, index) => {
  const [state, byte] = [index & ~0xff, index & 0xff];
  if (state === TEXT) return afterText(byte);
  if (state === ESCAPE) return byte === BRACKET ? PARAMETERS : MORE;
  if (state === PARAMETERS) return afterParameters(byte);
  return state === MAY_BE_C1 && byte > LAST_C1 ? afterText(byte) : MORE;
});
const ENDS_LINE = Uint8Array.from({ length: 256 }, (_, byte) => (byte === LINE_FEED ? 1 : 0));

function afterText(byte: number): number {
  if (byte === ESC) return ESCAPE;
  if (byte === C1_LEAD) return MAY_BE_C1;
  const moves = byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === TAB;
  return moves || (byte >= SPACE && byte !== DELETE) ? TEXT : MORE;
}

function afterParameters(byte: number): number {
  if (byte >= ZERO && byte <= SEMICOLON) return PARAMETERS;
  return byte === SGR || byte === ERASE_IN_LINE ? TEXT : MORE;
}

/** After so many bytes it is looked whether more are to be read. */
const LOOK_BYTES = 4096;

/** Line feeds in bytes that only print; undefined if they do anything else. */
export function plainLines(bytes: Uint8Array): number | undefined {
  const { length } = bytes;
  let state = TEXT;
  let lines = 0;
  for (let at = 0; at < length && state !== MORE;) {
    for (const end = Math.min(length, at + LOOK_BYTES); at < end; at++) {
      const byte = bytes[at]!;
      state = NEXT[state | byte]!;
      lines += ENDS_LINE[byte]!;
    }
  }
  return state === TEXT || state === MAY_BE_C1 ? lines : undefined;
}

export interface Pen {
  /** The styles that were set last, one behind the other. */
  styles: Uint8Array;
  /** The first of them takes all back that was set before. */
  isReset: boolean;
}

/** How plain text leaves the next character to look. */
export function penAfter(bytes: Uint8Array): Pen {
  const parts: Uint8Array[] = [];
  let isReset = false;
  // Most text has none, and looking for that is cheap in this direction only.
  let at = bytes.includes(ESC) ? bytes.lastIndexOf(ESC) : -1;
  for (; at >= 0 && !isReset; at = at > 0 ? bytes.lastIndexOf(ESC, at - 1) : -1) {
    let end = at + 2;
    while (bytes[end]! <= SEMICOLON) end++;
    if (bytes[end] !== SGR) continue;
    parts.push(bytes.subarray(at, end + 1));
    isReset = resets(bytes, at);
  }
  return { styles: Buffer.concat(parts.reverse()), isReset };
}

/** `ESC [ m`, `ESC [ 0 m`, or either with more behind a semicolon. */
function resets(bytes: Uint8Array, at: number): boolean {
  const [first, second] = [bytes[at + 2]!, bytes[at + 3]!];
  if (first === SGR || first === SEMICOLON) return true;
  return first === ZERO && (second === SGR || second === SEMICOLON);
}

export interface PlainText {
  /** Line feeds in it. */
  lines: number;
  /** The sequences that make the next character look as it does after it. */
  pen: Uint8Array;
}

/** What the bytes are if they only print; undefined if they do anything else. */
export function asPlainText(bytes: Uint8Array): PlainText | undefined {
  const lines = plainLines(bytes);
  if (lines === undefined) return undefined;
  const { styles: pen } = penAfter(bytes);
  return pen.byteLength <= MAX_PEN_BYTES ? { lines, pen } : undefined;
}
