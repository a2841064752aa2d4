// Reads ZMODEM's headers and subpackets from a shell's output. What is between them, a program's words
// say, is skipped; five CAN in a row end it, wherever they come.
import { TransferStopped } from '../files.ts';
import type { TerminalWire } from '../wire.ts';
import { END, FRAME, ZDLE, ZPAD } from './bytes.ts';
import { crc16, crc32 } from './crc.ts';

export interface ZHeader {
  type: number;
  /** An offset, or flags with the first of them in the highest byte. */
  value: number;
  /** What follows it is summed with 32 bits. */
  wide: boolean;
}

export interface Subpacket {
  bytes: Uint8Array;
  /** One of `END`. */
  end: number;
}

/** Bytes were lost or turned: what belongs there is to be sent again. */
export class Garbled extends Error {}

/** Of one subpacket; the protocol's own bound is 1024, and some send eight times that. */
const MOST_BYTES = 32 * 1024;
const CANCELS = 5;
const ENDS: ReadonlySet<number> = new Set(Object.values(END));
const FLOW: ReadonlySet<number> = new Set([0x11, 0x13, 0x91, 0x93]);

export class ZReader {
  readonly #wire: TerminalWire;
  #piece: Uint8Array = new Uint8Array(0);
  #at = 0;
  #cancels = 0;
  readonly #packet = Buffer.alloc(MOST_BYTES + 1);

  constructor(wire: TerminalWire) {
    this.#wire = wire;
  }

  /** What was read of the wire and not used. */
  rest(): Uint8Array {
    const rest = this.#piece.subarray(this.#at);
    this.#at = this.#piece.byteLength;
    return rest;
  }

  /** A header has begun to come; what is before it is skipped. Throws `TransferStopped`. */
  get ready(): boolean {
    for (;;) {
      if (this.#at >= this.#piece.byteLength) {
        const piece = this.#wire.tryRead();
        if (!piece) return false;
        this.#next(piece);
      } else if (this.#piece[this.#at] === ZPAD) return true;
      else this.#taken();
    }
  }

  /** What was repeated while nobody answered. */
  async skipRepeated(): Promise<ZHeader | undefined> {
    let last: ZHeader | undefined;
    while (this.ready) last = (await this.#tryHeader()) ?? last;
    return last;
  }

  /** The next header whose sum is right. Rejects with `TransferStopped`. */
  async header(): Promise<ZHeader> {
    for (;;) {
      const header = await this.#tryHeader();
      if (header) return header;
    }
  }

  /** What follows a header; its bytes are the reader's again with the next call. Rejects with `Garbled` where its sum is wrong. */
  async subpacket({ wide }: Pick<ZHeader, 'wide'>): Promise<Subpacket> {
    const bytes = this.#packet;
    let length = 0;
    for (;;) {
      length = this.#plain(bytes, length);
      if (length > MOST_BYTES) throw new Garbled();
      const byte = await this.#escaped();
      if (byte >= 0x100) return this.#summed(bytes, length, byte - 0x100, wide);
      bytes[length++] = byte;
    }
  }

  /** The next byte as it is, CAN counted. */
  async byte(): Promise<number> {
    while (this.#at >= this.#piece.byteLength) this.#next(await this.#wire.read());
    return this.#taken();
  }

  #taken(): number {
    const byte = this.#piece[this.#at++]!;
    this.#cancels = byte === ZDLE ? this.#cancels + 1 : 0;
    if (this.#cancels >= CANCELS) throw new TransferStopped('there');
    return byte;
  }

  #next(piece: Uint8Array): void {
    this.#piece = piece;
    this.#at = 0;
  }

  /** As many as need no look: most of a file. */
  #plain(into: Buffer, length: number): number {
    const piece = this.#piece;
    let at = this.#at;
    while (at < piece.byteLength && length <= MOST_BYTES) {
      const byte = piece[at]!;
      if ((byte & 0x7f) >> 3 === 2 || (byte & 0x7f) >> 3 === 3) break; // 0x10 to 0x1f
      into[length++] = byte;
      at += 1;
    }
    if (at > this.#at) this.#cancels = 0;
    this.#at = at;
    return length;
  }

  /** One byte of what is escaped; how it ends is 0x100 and that. */
  async #escaped(): Promise<number> {
    for (;;) {
      const byte = await this.byte();
      if (byte !== ZDLE) {
        if (FLOW.has(byte)) continue;
        return byte;
      }
      let code = await this.byte();
      while (code === ZDLE || FLOW.has(code)) code = await this.byte();
      if (ENDS.has(code)) return 0x100 + code;
      if (code === 0x6c) return 0x7f;
      if (code === 0x6d) return 0xff;
      if ((code & 0x60) !== 0x40) throw new Garbled();
      return code ^ 0x40;
    }
  }

  async #summed(bytes: Buffer, length: number, end: number, wide: boolean): Promise<Subpacket> {
    bytes[length] = end;
    const summed = bytes.subarray(0, length + 1);
    const told = await this.#read(wide ? 4 : 2);
    const right = wide
      ? crc32(summed) === told.readUInt32LE()
      : crc16(summed) === told.readUInt16BE();
    if (!right) throw new Garbled();
    return { bytes: bytes.subarray(0, length), end };
  }

  async #read(count: number): Promise<Buffer> {
    const bytes = Buffer.alloc(count);
    for (let at = 0; at < count; at++) {
      const byte = await this.#escaped();
      if (byte >= 0x100) throw new Garbled();
      bytes[at] = byte;
    }
    return bytes;
  }

  async #tryHeader(): Promise<ZHeader | undefined> {
    while ((await this.byte()) !== ZPAD);
    let byte = await this.byte();
    while (byte === ZPAD) byte = await this.byte();
    if (byte !== ZDLE) return undefined;
    const kind = await this.byte();
    if (kind === 0x42) return this.#hex();
    if (kind !== 0x41 && kind !== 0x43) return undefined;
    return this.#binary(kind === 0x43);
  }

  async #hex(): Promise<ZHeader | undefined> {
    let digits = '';
    while (digits.length < 14) {
      const digit = String.fromCharCode((await this.byte()) & 0x7f);
      if (!/[0-9a-f]/.test(digit)) return undefined;
      digits += digit;
    }
    const bytes = Buffer.from(digits, 'hex');
    return crc16(bytes) === 0 ? headerOf(bytes, false) : undefined;
  }

  async #binary(wide: boolean): Promise<ZHeader | undefined> {
    try {
      const bytes = await this.#read(wide ? 9 : 7);
      const own = bytes.subarray(0, 5);
      const right = wide ? crc32(own) === bytes.readUInt32LE(5) : crc16(bytes) === 0;
      return right ? headerOf(bytes, wide) : undefined;
    } catch (error) {
      if (error instanceof Garbled) return undefined;
      throw error;
    }
  }
}

function headerOf(bytes: Buffer, wide: boolean): ZHeader {
  const header = { type: bytes[0]!, value: bytes.readUInt32LE(1), wide };
  const { type } = header;
  if (type === FRAME.ZABORT || type === FRAME.ZFERR || type === FRAME.ZCAN) {
    throw new TransferStopped('there');
  }
  return header;
}
