// Tells output that only prints lines, perhaps coloured, from output that does anything else to a
// terminal. Enough lines of the former scroll away all that came before them, so that there is no
// need to parse that. One pass over the bytes, because floods go through here.

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const ESC = 0x1b;
const SPACE = 0x20;
const BRACKET = 0x5b;
const SGR = 0x6d;
const DELETE = 0x7f;
/** First byte in UTF-8 of the C1 controls, which have a second one up to 0x9f. */
const C1_LEAD = 0xc2;
const LAST_C1 = 0x9f;
const ZERO = 0x30;
const SEMICOLON = 0x3b;

/** More colours than this in a row are nobody's prompt; bytes. */
const MAX_PEN_BYTES = 4096;

export interface PlainText {
  /** Line feeds in it. */
  lines: number;
  /** The sequences that make the next character look as it does after it. */
  pen: Uint8Array;
}

/** What the bytes are if they only print; undefined if they do anything else. */
export function asPlainText(bytes: Uint8Array): PlainText | undefined {
  const pen = new Pen(bytes);
  let lines = 0;
  for (let at = 0; at < bytes.byteLength; at++) {
    const byte = bytes[at]!;
    if (byte >= SPACE && byte < DELETE) continue;
    if (byte === LINE_FEED) lines++;
    else if (byte === ESC) {
      const end = endOfStyle(bytes, at);
      if (end === undefined || !pen.add(at, end)) return undefined;
      at = end - 1;
    } else if (!isHarmless(byte, bytes[at + 1])) return undefined;
  }
  return { lines, pen: pen.take() };
}

function isHarmless(byte: number, next: number | undefined): boolean {
  if (byte === CARRIAGE_RETURN || byte === TAB) return true;
  return byte > DELETE && !(byte === C1_LEAD && next !== undefined && next <= LAST_C1);
}

/** Where the sequence at `at` ends if all it sets is a style (`ESC [ … m`). */
function endOfStyle(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at + 1] !== BRACKET) return undefined;
  let end = at + 2;
  while (bytes[end]! >= ZERO && bytes[end]! <= SEMICOLON) end++;
  return bytes[end] === SGR ? end + 1 : undefined;
}

/** The styles set since everything was last reset. */
class Pen {
  readonly #bytes: Uint8Array;
  #parts: [from: number, to: number][] = [];
  #size = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** False when there are too many. */
  add(from: number, to: number): boolean {
    if (this.#resets(from)) {
      this.#parts = [];
      this.#size = 0;
    }
    this.#parts.push([from, to]);
    this.#size += to - from;
    return this.#size <= MAX_PEN_BYTES;
  }

  take(): Uint8Array {
    return Buffer.concat(this.#parts.map(([from, to]) => this.#bytes.subarray(from, to)));
  }

  /** `ESC [ m`, `ESC [ 0 m`, or either with more behind a semicolon. */
  #resets(from: number): boolean {
    const [first, second] = [this.#bytes[from + 2]!, this.#bytes[from + 3]!];
    if (first === SGR || first === SEMICOLON) return true;
    return first === ZERO && (second === SGR || second === SEMICOLON);
  }
}
