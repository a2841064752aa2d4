// One line that is typed into a pane as an answer: gathered here, as no terminal does it meanwhile.

/** ssh takes 1023 bytes. */
export const LONGEST_LINE = 1023;

export type LineEnd =
  | { how: 'line'; text: string }
  /** Ctrl+C: the person wants no login any more. */
  | { how: 'interrupted' }
  /** Ctrl+D on an empty line: no answer, as a terminal's end of input. */
  | { how: 'nothing' };

const ENTER = /^[\r\n]$/;
const ESCAPE = '\x1b';
const [INTERRUPT, END, BACKSPACE, DELETE, WIPE] = ['\x03', '\x04', '\b', '\x7f', '\x15'];

export class PaneLine {
  #bytes: number[] = [];
  /** Where in a key's escape sequence (an arrow's, say) it is: those are no part of an answer. */
  #escape: 'none' | 'begun' | 'within' = 'none';
  readonly #echo: ((text: string) => void) | undefined;

  /** @param echo shows what is typed, where that isn't hidden */
  constructor(echo?: (text: string) => void) {
    this.#echo = echo;
  }

  /** Takes bytes up to the line's end. `rest` is what came after that. */
  type(bytes: Uint8Array): { end: LineEnd | undefined; rest: Uint8Array } {
    for (const [at, byte] of bytes.entries()) {
      const end = this.#key(byte);
      if (end) return { end, rest: bytes.subarray(at + 1) };
    }
    return { end: undefined, rest: bytes.subarray(bytes.byteLength) };
  }

  /** Nothing of it is left in memory that we could reach. */
  wipe(): void {
    this.#bytes.fill(0);
    this.#bytes = [];
  }

  #key(byte: number): LineEnd | undefined {
    const key = String.fromCharCode(byte);
    if (this.#isOfEscape(byte, key)) return undefined;
    if (ENTER.test(key)) return { how: 'line', text: this.#text() };
    if (key === INTERRUPT) return { how: 'interrupted' };
    if (key === END && this.#bytes.length === 0) return { how: 'nothing' };
    if (key === BACKSPACE || key === DELETE) this.#takeBack();
    else if (key === WIPE) while (this.#bytes.length > 0) this.#takeBack();
    else if (byte >= 0x20 && this.#bytes.length < LONGEST_LINE) this.#add(byte);
    return undefined;
  }

  #isOfEscape(byte: number, key: string): boolean {
    const before = this.#escape;
    if (key === ESCAPE) this.#escape = 'begun';
    else if (byte < 0x20) this.#escape = 'none';
    else if (before === 'begun') this.#escape = /[[O]/.test(key) ? 'within' : 'none';
    else if (before === 'within' && byte >= 0x40) this.#escape = 'none';
    return key === ESCAPE || (before !== 'none' && byte >= 0x20);
  }

  #add(byte: number): void {
    this.#bytes.push(byte);
    if (byte < 0x80) this.#echo?.(String.fromCharCode(byte));
  }

  /** A whole character, which has several bytes where it isn't ASCII. */
  #takeBack(): void {
    let last = this.#bytes.pop();
    if (last !== undefined && last < 0x80) this.#echo?.('\b \b');
    while (last !== undefined && (last & 0xc0) === 0x80) last = this.#bytes.pop();
  }

  #text(): string {
    const text = Buffer.from(this.#bytes).toString('utf8');
    this.wipe();
    return text;
  }
}
