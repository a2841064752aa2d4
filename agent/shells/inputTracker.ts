// Reads along in what one client types, to know whether it stops in the middle of something: a
// character, an escape sequence, a bracketed paste. Pure.

const BEL = 0x07;
const ESC = 0x1b;
const CSI_END_LOW = 0x40;
const CSI_END_HIGH = 0x7e;
const PASTE_BEGIN = '200~';
const PASTE_END = '201~';
/** Bytes after ESC [ M: button, column and row of the old mouse report. */
const MOUSE_BYTES = 3;
/** Parameters of a sequence that are looked at; those of a paste are shorter. */
const MAX_PARAMETERS = 16;

type State = 'text' | 'escape' | 'ss3' | 'csi' | 'mouse' | 'string' | 'string-end';

export class InputTracker {
  #state: State = 'text';
  #inPaste = false;
  #parameters = '';
  /** Bytes that are missing of a mouse report, or of a character. */
  #missing = 0;

  /** True when nothing is half typed. */
  get whole(): boolean {
    return this.#state === 'text' && !this.#inPaste && this.#missing === 0;
  }

  get inPaste(): boolean {
    return this.#inPaste;
  }

  /** What was typed before doesn't matter any more. */
  reset(): void {
    this.#state = 'text';
    this.#inPaste = false;
    this.#missing = 0;
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.byteLength; at++) {
      if (this.#state !== 'text') {
        this.#next(bytes[at]!);
        continue;
      }
      const escape = bytes.indexOf(ESC, at);
      const end = escape < 0 ? bytes.byteLength : escape;
      this.#text(bytes.subarray(at, end));
      if (escape >= 0) this.#begin();
      at = end;
    }
  }

  #begin(): void {
    this.#missing = 0;
    this.#parameters = '';
    this.#state = 'escape';
  }

  /** Only the end of plain text matters: whether its last character is whole. */
  #text(bytes: Uint8Array): void {
    for (const byte of bytes.subarray(-4)) {
      if (byte >= 0xc0) this.#missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
      else this.#missing = byte < 0x80 ? 0 : Math.max(0, this.#missing - 1);
    }
  }

  #next(byte: number): void {
    if (byte === ESC && this.#state !== 'mouse') return this.#escapeAgain();
    switch (this.#state) {
      case 'escape':
        return this.#afterEscape(byte);
      case 'csi':
        return this.#inCsi(byte);
      case 'mouse':
        if (--this.#missing === 0) this.#state = 'text';
        return;
      case 'string':
        if (byte === BEL) this.#state = 'text';
        return;
      default: // ss3: one letter ends it; string-end: the backslash of ST
        this.#state = 'text';
    }
  }

  #escapeAgain(): void {
    if (this.#state === 'string') this.#state = 'string-end';
    else this.#begin();
  }

  #afterEscape(byte: number): void {
    switch (String.fromCharCode(byte)) {
      case '[':
        this.#state = 'csi';
        return;
      case 'O':
        this.#state = 'ss3';
        return;
      case ']':
      case 'P':
      case '_':
      case '^':
        this.#state = 'string'; // a terminal's answer
        return;
      default:
        this.#state = 'text'; // Alt and a key
        this.#text(Uint8Array.of(byte));
    }
  }

  #inCsi(byte: number): void {
    if (this.#parameters.length < MAX_PARAMETERS) this.#parameters += String.fromCharCode(byte);
    if (byte < CSI_END_LOW || byte > CSI_END_HIGH) return;
    this.#state = 'text';
    if (this.#parameters === 'M') {
      this.#state = 'mouse';
      this.#missing = MOUSE_BYTES;
    } else if (this.#parameters === PASTE_BEGIN) this.#inPaste = true;
    else if (this.#parameters === PASTE_END) this.#inPaste = false;
  }
}
