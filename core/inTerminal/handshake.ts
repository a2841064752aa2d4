// Finds in a shell's output that a program there wants to transfer files through the terminal: `sz` and
// `rz` by the first header of ZMODEM, `tsz` and `trz` by the line that they print. Pure, and the same
// whatever the pieces are in which the output comes.
import { crc16 } from './zmodem/crc.ts';

export interface Handshake {
  protocol: 'zmodem' | 'trzsz';
  /** `take`: the host sends files. `give`: it waits for some. */
  way: 'take' | 'give';
}

export interface FoundHandshake extends Handshake {
  /** Where in the piece it begins: 0 where that was in one before. Bytes. */
  at: number;
  /** Where what follows it begins. Bytes. */
  end: number;
  /** All of it, whatever pieces it came in. */
  bytes: Uint8Array;
}

/** `**`, ZDLE, `B`, then 14 digits. */
const HEX_HEADER = Buffer.from('**\x18B');
const HEX_LENGTH = HEX_HEADER.byteLength + 14;
const MAGIC = Buffer.from('::TRZSZ:TRANSFER:');
/** Longer than any first line of trzsz. */
const MOST = 80;
/** Of a digit, the version, and who it is: as tmux paints a screen again, it is told by the last. */
const LINE = /^::TRZSZ:TRANSFER:([SR]):\d{1,5}\.\d{1,5}\.\d{1,5}(?::(\d{1,20}))?(?=[^\d.:])/;
/** Names of programs that were met. */
const KNOWN = 100;
const ZRQINIT = 0;
const ZRINIT = 1;

export class HandshakeDetector {
  /** The last bytes that may be the beginning of one. */
  #tail = Buffer.alloc(0);
  readonly #known = new Set<string>();

  /** The next piece of output. Undefined where nothing in it ends a handshake. */
  push(piece: Uint8Array): FoundHandshake | undefined {
    const before = this.#tail.byteLength;
    const bytes = before > 0 ? Buffer.concat([this.#tail, piece]) : viewOf(piece);
    const found = this.#find(bytes);
    if (!found) {
      this.#tail = Buffer.from(bytes.subarray(beginningOf(bytes)));
      return undefined;
    }
    this.#tail = Buffer.alloc(0);
    const { from, to, ...handshake } = found;
    const own = new Uint8Array(bytes.subarray(from, to));
    return { ...handshake, at: Math.max(0, from - before), end: to - before, bytes: own };
  }

  /** What came isn't live: nothing of it counts. */
  forget(): void {
    this.#tail = Buffer.alloc(0);
  }

  #find(bytes: Buffer): (Handshake & { from: number; to: number }) | undefined {
    for (
      let from = bytes.indexOf(HEX_HEADER);
      from >= 0;
      from = bytes.indexOf(HEX_HEADER, from + 1)
    ) {
      const way = wayOfHeader(bytes.subarray(from, from + HEX_LENGTH));
      if (way) return { protocol: 'zmodem', way, from, to: from + HEX_LENGTH };
    }
    for (let from = bytes.indexOf(MAGIC); from >= 0; from = bytes.indexOf(MAGIC, from + 1)) {
      const line = LINE.exec(bytes.toString('latin1', from, from + MOST));
      if (!line) continue;
      const [text, letter, id = ''] = line;
      if (this.#isKnown(id) || isWindows(id)) continue;
      const way = letter === 'S' ? 'take' : 'give';
      return { protocol: 'trzsz', way, from, to: from + text.length };
    }
    return undefined;
  }

  #isKnown(id: string): boolean {
    if (id.length < 8 || id.endsWith('00')) return false; // such an id names nobody
    if (this.#known.has(id)) return true;
    this.#known.add(id);
    if (this.#known.size > KNOWN) this.#known.delete([...this.#known][0]!);
    return false;
  }
}

/** The way of ZRQINIT or ZRINIT, with the right sum. */
function wayOfHeader(header: Buffer): Handshake['way'] | undefined {
  const digits = header.toString('latin1', HEX_HEADER.byteLength);
  if (!/^0[01][0-9a-f]{12}$/.test(digits)) return undefined;
  const bytes = Buffer.from(digits, 'hex');
  if (crc16(bytes) !== 0) return undefined;
  if (bytes[0] === ZRQINIT) return 'take';
  return bytes[0] === ZRINIT ? 'give' : undefined;
}

/** Its far side is a Windows console, which speaks another dialect. */
function isWindows(id: string): boolean {
  return id === '1' || (id.length === 14 && id.endsWith('10'));
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** From where on the end may be the beginning of a handshake. */
function beginningOf(bytes: Buffer): number {
  const latest = Math.max(0, bytes.byteLength - MOST);
  for (let at = latest; at < bytes.byteLength; at++) {
    const isFirst = bytes[at] === HEX_HEADER[0] || bytes[at] === MAGIC[0];
    if (isFirst && mayBegin(bytes.subarray(at))) return at;
  }
  return bytes.byteLength;
}

function mayBegin(rest: Buffer): boolean {
  if (isBeginning(rest, HEX_HEADER)) {
    return rest.byteLength < HEX_LENGTH && /^[0-9a-f]*$/.test(rest.toString('latin1', 4));
  }
  return isBeginning(rest, MAGIC) && /^[\d.:SR]*$/.test(rest.toString('latin1', MAGIC.byteLength));
}

function isBeginning(rest: Buffer, whole: Buffer): boolean {
  const length = Math.min(rest.byteLength, whole.byteLength);
  return rest.subarray(0, length).equals(whole.subarray(0, length));
}
