// The way out of an attached shell, as ssh users know it: at the start of a line, ~ and a
// letter. Pure: typed bytes in, bytes for the program and a wish to leave out.

const TILDE = 0x7e;
const DOT = 0x2e;
const D = 0x64;
const QUESTION = 0x3f;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

export const ESCAPE_HELP =
  'After Enter:  ~. or ~d  leave (the shell goes on)   ~~  type a ~   ~?  this help';

export interface Escaped {
  /** What the program is to get. */
  bytes: Uint8Array;
  wish: 'leave' | 'help' | undefined;
}

export class EscapeFilter {
  #atLineStart = true;
  #tilde = false;

  /** What follows a wish to leave is dropped. */
  filter(typed: Uint8Array): Escaped {
    const bytes: number[] = [];
    let wish: Escaped['wish'];
    for (const byte of typed) {
      const found = this.#take(byte, bytes);
      wish = found ?? wish;
      if (wish === 'leave') break;
    }
    return { bytes: Uint8Array.from(bytes), wish };
  }

  #take(byte: number, bytes: number[]): Escaped['wish'] {
    if (this.#tilde) return this.#second(byte, bytes);
    if (this.#atLineStart && byte === TILDE) {
      this.#tilde = true;
      return undefined;
    }
    this.#pass(byte, bytes);
    return undefined;
  }

  #second(byte: number, bytes: number[]): Escaped['wish'] {
    this.#tilde = false;
    if (byte === DOT || byte === D) return 'leave';
    if (byte === QUESTION) return 'help';
    if (byte !== TILDE) bytes.push(TILDE);
    this.#pass(byte, bytes);
    return undefined;
  }

  #pass(byte: number, bytes: number[]): void {
    bytes.push(byte);
    this.#atLineStart = byte === CARRIAGE_RETURN || byte === LINE_FEED;
  }
}
