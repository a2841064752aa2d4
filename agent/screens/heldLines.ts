// Output that a terminal need not be told of yet: lines that only print, on a terminal on which they
// simply scroll. As more of them come, the oldest are forgotten, but for the colours that they leave
// behind, so that of a flood next to nothing is ever copied, handed over or parsed.
import { BufferPool } from '../../core/channel/bufferPool.ts';
import { PIECE_BYTES } from '../../core/replay/byteLog.ts';
import { joined } from '../../core/text/utf8Borders.ts';
import { linesKept, type Size } from './headlessTerminal.ts';
import { MAX_PEN_BYTES, penAfter, plainLines } from './plainText.ts';

/** Held at most. */
const MAX_HELD_BYTES = 512 * 1024;
/** A line as long as that is no line of a flood. */
const MAX_LINE_BYTES = 16 * 1024;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** For the copies of all shells. */
const pool = new BufferPool(PIECE_BYTES, 8);
const NOTHING = new Uint8Array(0);

/** A place at which a line begins. */
interface Mark {
  /** Counts the bytes from the first one held. */
  at: number;
  /** Line feeds before it. */
  lines: number;
  /** What brings a terminal into the state in which it reads on from here. */
  before: Uint8Array;
}

export class HeldLines {
  /** Lines that push out all that was there before. */
  readonly #enough: number;
  #parts: Uint8Array[] = [];
  /** Of the first part. */
  #begin = 0;
  #end = 0;
  #lines = 0;
  /** The first one is where the terminal reads on. */
  #marks: Mark[] = [{ at: 0, lines: 0, before: NOTHING }];
  /** What came of a line that hasn't ended yet: it is looked at as a whole. */
  #rest: Uint8Array = NOTHING;
  #pen: Uint8Array = NOTHING;

  /** @param size of the terminal, on which text must simply print and scroll, nothing half said */
  constructor(size: Size) {
    this.#enough = linesKept(size);
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#end - this.#marks[0]!.at;
  }

  /**
   * Holds a copy of more. False where it is no plain text, or too much; the
   * terminal must then have all that `take` gives, and these bytes behind it.
   */
  add(part: Uint8Array): boolean {
    const whole = part.lastIndexOf(LINE_FEED) + 1;
    if (this.bytes + part.byteLength > MAX_HELD_BYTES || !this.#read(part, whole)) return false;
    const rest = whole > 0 ? part.slice(whole) : joined(this.#rest, part.slice());
    if (rest.byteLength > MAX_LINE_BYTES) return false;
    this.#rest = rest;
    const copy = pool.lend(part.byteLength);
    copy.set(part);
    this.#parts.push(copy);
    this.#end += part.byteLength;
    if (whole > 0) this.#mark(this.#end - rest.byteLength);
    this.#forgetScrolledAway();
    return true;
  }

  /** What the terminal is to have of it, in a buffer of its own; there must be no more after. */
  take(): Uint8Array {
    const { at, before } = this.#marks[0]!;
    const all = [before, ...this.#parts];
    all[1] = this.#parts[0]?.subarray(at - this.#begin) ?? NOTHING;
    const bytes = new Uint8Array(before.byteLength + this.bytes);
    let end = 0;
    for (const part of all) {
      bytes.set(part, end);
      end += part.byteLength;
    }
    for (const part of this.#parts.splice(0)) pool.takeBack(part);
    return bytes;
  }

  /** Looks at the lines that end before `whole`. False where they do more than print. */
  #read(part: Uint8Array, whole: number): boolean {
    if (whole === 0) return true;
    // A line that ends elsewhere than in the first column is no place to read on from.
    const last = whole > 1 ? part[whole - 2] : this.#rest.at(-1);
    if (last !== CARRIAGE_RETURN) return false;
    if (this.#rest.byteLength === 0) return this.#readLines(part.subarray(0, whole));
    const first = part.indexOf(LINE_FEED) + 1;
    const line = joined(this.#rest, part.subarray(0, first));
    return this.#readLines(line) && this.#readLines(part.subarray(first, whole));
  }

  #readLines(bytes: Uint8Array): boolean {
    const lines = plainLines(bytes);
    if (lines === undefined) return false;
    this.#lines += lines;
    const { styles, isReset } = penAfter(bytes);
    this.#pen = isReset ? styles : withoutRepeats(joined(this.#pen, styles));
    return this.#pen.byteLength <= MAX_PEN_BYTES;
  }

  #mark(at: number): void {
    const before = new Uint8Array(1 + this.#pen.byteLength);
    before[0] = CARRIAGE_RETURN;
    before.set(this.#pen, 1);
    this.#marks.push({ at, lines: this.#lines, before });
  }

  #forgetScrolledAway(): void {
    const { length } = this.#marks;
    let last = 0;
    while (last + 1 < length && this.#lines - this.#marks[last + 1]!.lines >= this.#enough) last++;
    if (last === 0) return;
    this.#marks.splice(0, last);
    const { at } = this.#marks[0]!;
    while (this.#begin + this.#parts[0]!.byteLength <= at) {
      const part = this.#parts.shift()!;
      this.#begin += part.byteLength;
      pool.takeBack(part);
    }
  }
}

/**
 * The same styles, each only where it comes last: one sets some of a character's look whatever that
 * was before, so it undoes all that it did earlier itself. Programs that take back each colour by
 * itself never reset everything.
 */
function withoutRepeats(styles: Uint8Array): Uint8Array {
  if (styles.byteLength <= MAX_PEN_BYTES) return styles;
  const all = Buffer.from(styles)
    .toString('latin1')
    .split(/(?<=m)/);
  return Buffer.from([...new Set(all.reverse())].reverse().join(''), 'latin1');
}
