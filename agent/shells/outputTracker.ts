// Reads along in a program's output, as cheaply as can be, for two things: the title that the
// program gives its window, and where the last sequence begins that hasn't ended yet, because
// nobody may begin to read in the middle of one.

const BEL = 0x07;
const CAN = 0x18;
const SUB = 0x1a;
const ESC = 0x1b;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;

/** A search by the system costs as much as looking at so many bytes; colours are closer together. */
const NEAR_BYTES = 48;

/** Bytes of a command that are looked at: a title is shorter than that, a picture is longer. */
const MAX_COMMAND_BYTES = 1024;
const MAX_TITLE_CHARS = 256;

type State =
  | 'text'
  | 'escape'
  /** An escape sequence that names a character set or the like: one more byte ends it. */
  | 'escape-rest'
  | 'csi'
  /** An operating system command (OSC). */
  | 'command'
  /** Another string: DCS, APC, PM or SOS. */
  | 'string'
  /** An escape inside of a command or string: it has ended, by ST if a backslash comes next. */
  | 'string-end';

export class OutputTracker {
  #title = '';
  #state: State = 'text';
  #offset = 0;
  #begin = 0;
  #command: number[] = [];

  /** What the program calls its window; '' when it said nothing, or took it back. */
  get title(): string {
    return this.#title;
  }

  /** Offset before which everything is whole, but for a character that may be cut in two. */
  get wholeEnd(): number {
    return this.#state === 'text' ? this.#offset : this.#begin;
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.byteLength; at++) {
      if (this.#state !== 'text') {
        this.#state = this.#next(bytes[at]!, at);
        continue;
      }
      at = nextEscape(bytes, at);
      if (at < 0) break;
      this.#state = this.#escape(at);
    }
    this.#offset += bytes.byteLength;
  }

  #next(byte: number, at: number): State {
    if (byte === CAN || byte === SUB) return 'text';
    if (byte === ESC) return this.#escape(at);
    switch (this.#state) {
      case 'escape':
        return this.#afterEscape(byte);
      case 'escape-rest':
        return byte >= 0x30 ? 'text' : 'escape-rest';
      case 'csi':
        return byte >= 0x40 && byte <= 0x7e ? 'text' : 'csi';
      case 'command':
        return this.#inCommand(byte);
      case 'string-end':
        return this.#afterString(byte, at);
      default:
        return this.#state;
    }
  }

  #escape(at: number): State {
    if (this.#state === 'command') this.#obey();
    if (this.#state === 'command' || this.#state === 'string') return 'string-end';
    this.#begin = this.#offset + at;
    return 'escape';
  }

  #afterEscape(byte: number): State {
    switch (String.fromCharCode(byte)) {
      case '[':
        return 'csi';
      case ']':
        this.#command = [];
        return 'command';
      case 'P':
      case 'X':
      case '^':
      case '_':
        return 'string';
      default:
        if (byte < 0x20) return 'escape'; // a control character, obeyed in passing
        return byte < 0x30 ? 'escape-rest' : 'text';
    }
  }

  #afterString(byte: number, at: number): State {
    if (byte === BACKSLASH) return 'text';
    this.#begin = this.#offset + at - 1; // so that escape began a sequence of its own
    return this.#afterEscape(byte);
  }

  #inCommand(byte: number): State {
    if (byte !== BEL) {
      if (this.#command.length < MAX_COMMAND_BYTES) this.#command.push(byte);
      return 'command';
    }
    this.#obey();
    return 'text';
  }

  /** Commands 0 and 2 set the title. */
  #obey(): void {
    // Of a long one the last character may be missing its rest; all else that is no text shows.
    const isCut = this.#command.length === MAX_COMMAND_BYTES;
    const text = new TextDecoder().decode(Uint8Array.from(this.#command), { stream: isCut });
    const match = /^[02];([^]*)$/.exec(text);
    if (!match) return;
    const printable = match[1]!.replace(/\p{C}/gu, '').trim();
    this.#title = [...printable].slice(0, MAX_TITLE_CHARS).join('');
  }
}

/**
 * Where the next escape is that begins something else than a control sequence which is there whole:
 * those say nothing here, and floods are full of them. -1 where there is none.
 */
function nextEscape(bytes: Uint8Array, from: number): number {
  for (let at = from; at >= 0;) {
    const far = Math.min(at + NEAR_BYTES, bytes.byteLength);
    while (at < far && bytes[at] !== ESC) at++;
    if (at === far) at = bytes.indexOf(ESC, at);
    if (at < 0 || bytes[at + 1] !== BRACKET) return at;
    const begin = at;
    at += 2;
    while (bytes[at]! >= 0x20 && bytes[at]! < 0x40) at++;
    if (!(bytes[at]! >= 0x40 && bytes[at]! <= 0x7e)) return begin;
    at++;
  }
  return -1;
}
