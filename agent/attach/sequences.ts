// Takes a program's output apart: text, and the sequences between, each when it is whole. Pure.
// What is in a sequence that is never ended, or in a picture, isn't held: it is handed on as text.

const BEL = 0x07;
const CAN = 0x18;
const SUB = 0x1a;
const ESC = 0x1b;
const BACKSLASH = 0x5c;
/** First byte of the characters U+0080 to U+00BF in UTF-8; among them are controls. */
const C2 = 0xc2;
const STRING_END = 0x9c;

/** Of a longer sequence only the beginning is looked at. */
const MAX_HELD_BYTES = 4096;

export type SequenceKind =
  /** ESC and a letter, perhaps with others between. */
  | 'escape'
  /** A control sequence: parameters and a letter. */
  | 'csi'
  /** An operating system command: a title, a colour, a link. */
  | 'osc'
  /** A device control string. */
  | 'dcs'
  /** APC, PM and SOS. */
  | 'string';

export interface Sequence {
  kind: SequenceKind;
  /** What stands between its beginning and its end. */
  body: string;
  /** Its last letter; '' of a string. */
  final: string;
  /** It is so long that its beginning was handed on as text, and `body` is only that. */
  isLong: boolean;
}

export interface Piece {
  raw: Uint8Array;
  /** Undefined for text, control characters in it included. */
  sequence?: Sequence;
}

/** Controls that begin a sequence, in their two forms: ESC and a letter, U+009B and its like. */
const BEGINNINGS: Readonly<Record<number, SequenceKind>> = {
  0x5b: 'csi',
  0x5d: 'osc',
  0x50: 'dcs',
  0x58: 'string',
  0x5e: 'string',
  0x5f: 'string',
};

type State = 'text' | 'c2' | SequenceKind | 'string-end';

export class SequenceReader {
  #state: State = 'text';
  /** Kind of the string that may be at its end. */
  #kind: SequenceKind = 'escape';
  #raw: number[] = [];
  #body = '';
  /** The rest of a sequence that was handed on already. */
  #isLong = false;
  #pieces: Piece[] = [];

  /** Nothing is only half there. */
  get isWhole(): boolean {
    return this.#state === 'text';
  }

  push(bytes: Uint8Array): Piece[] {
    for (let at = 0; at < bytes.byteLength;) {
      if (this.#state === 'text') at = this.#readText(bytes, at);
      else this.#take(bytes[at++]!);
    }
    if (this.#isLong && this.#state !== 'string-end') this.#pass();
    return this.#pieces.splice(0);
  }

  /** What is held of a sequence that isn't whole; it is forgotten, as if text came next. */
  rest(): Uint8Array {
    const raw = Uint8Array.from(this.#raw);
    this.#clear('text');
    return raw;
  }

  #readText(bytes: Uint8Array, from: number): number {
    let end = from;
    while (end < bytes.byteLength && bytes[end] !== ESC && bytes[end] !== C2) end++;
    if (end > from) this.#pieces.push({ raw: bytes.subarray(from, end) });
    if (end === bytes.byteLength) return end;
    this.#raw.push(bytes[end]!);
    this.#state = bytes[end] === ESC ? 'escape' : 'c2';
    return end + 1;
  }

  #take(byte: number): void {
    this.#raw.push(byte);
    if (byte === CAN || byte === SUB) return this.#pass('text');
    switch (this.#state) {
      case 'c2':
        return this.#afterC2(byte);
      case 'escape':
        return this.#inEscape(byte);
      case 'csi':
        return this.#inControl(byte);
      case 'string-end':
        return this.#atStringEnd(byte);
      default:
        return this.#inString(byte);
    }
  }

  #afterC2(byte: number): void {
    const kind = byte >= 0x80 && byte < 0xa0 ? BEGINNINGS[byte - 0x40] : undefined;
    if (kind) this.#state = kind;
    else this.#pass('text');
  }

  #inEscape(byte: number): void {
    if (byte === ESC) return this.#restart();
    const kind = this.#body === '' ? BEGINNINGS[byte] : undefined;
    if (kind) this.#state = kind;
    else if (byte >= 0x30 && byte < 0x7f) this.#end('escape', String.fromCharCode(byte));
    else if (byte >= 0x80) this.#pass('text');
    else this.#add(byte);
  }

  #inControl(byte: number): void {
    if (byte === ESC) return this.#restart();
    if (byte >= 0x40 && byte < 0x7f) return this.#end('csi', String.fromCharCode(byte));
    if (byte >= 0x80) return this.#pass('text');
    this.#add(byte);
  }

  #inString(byte: number): void {
    const kind = this.#state as SequenceKind;
    if (byte === ESC) {
      this.#kind = kind;
      this.#state = 'string-end';
    } else if ((byte === BEL && kind === 'osc') || this.#isEnd(byte)) this.#end(kind);
    else this.#add(byte);
  }

  #isEnd(byte: number): boolean {
    return byte === STRING_END && this.#body.endsWith('\xc2');
  }

  #atStringEnd(byte: number): void {
    if (byte === BACKSLASH) return this.#end(this.#kind);
    this.#raw.splice(-2);
    this.#end(this.#kind); // ended by the beginning of something else
    this.#raw.push(ESC);
    this.#state = 'escape';
    this.#take(byte);
  }

  /** A sequence that is broken off by another one. */
  #restart(): void {
    this.#raw.pop();
    this.#pass('text');
    this.#raw.push(ESC);
    this.#state = 'escape';
  }

  #add(byte: number): void {
    if (this.#body.length < MAX_HELD_BYTES) this.#body += String.fromCharCode(byte);
    if (this.#raw.length > MAX_HELD_BYTES) this.#isLong = true;
  }

  #end(kind: SequenceKind, final = ''): void {
    const sequence = { kind, body: this.#body, final, isLong: this.#isLong };
    this.#pieces.push({ raw: Uint8Array.from(this.#raw), sequence });
    this.#clear('text');
  }

  /** Hands on what is held as text. */
  #pass(next = this.#state): void {
    if (this.#raw.length > 0) this.#pieces.push({ raw: Uint8Array.from(this.#raw) });
    if (next === 'text') return this.#clear(next);
    this.#raw = [];
  }

  #clear(next: State): void {
    this.#state = next;
    this.#raw = [];
    this.#body = '';
    this.#isLong = false;
  }
}
