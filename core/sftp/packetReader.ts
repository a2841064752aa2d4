// Reads what stands in a packet. Whoever wrote it may lie: nothing behind its end is ever read, and
// each lie has a name.
import { pathOf } from './pathText.ts';

export type PacketLie =
  /** Its end comes before that of what is in it. */
  | 'short'
  /** Something follows what is in it. */
  | 'trailing'
  | 'number-too-large'
  | 'too-many';

export class BadPacket extends Error {
  readonly lie: PacketLie;

  constructor(lie: PacketLie) {
    super(lie);
    this.lie = lie;
  }
}

/** All of its methods throw `BadPacket`. */
export class PacketReader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** Bytes that weren't read yet. */
  get left(): number {
    return this.#bytes.length - this.#at;
  }

  u8(): number {
    return this.#bytes[this.#take(1)]!;
  }

  u32(): number {
    return this.#bytes.readUInt32BE(this.#take(4));
  }

  /** Rounded where it is beyond 2^53: a size to be shown. */
  u64(): number {
    const at = this.#take(8);
    return this.#bytes.readUInt32BE(at) * 2 ** 32 + this.#bytes.readUInt32BE(at + 4);
  }

  /** To the byte: a place in a file. */
  offset(): number {
    const offset = this.u64();
    if (!Number.isSafeInteger(offset)) throw new BadPacket('number-too-large');
    return offset;
  }

  /** Bytes with their length in front: a part of the packet, not a copy. */
  bytes(): Buffer {
    const length = this.u32();
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  /** What has a length in front, to be read by itself. */
  list(): PacketReader {
    return new PacketReader(this.bytes());
  }

  /** A path or a name. */
  path(): string {
    return pathOf(this.bytes());
  }

  /** Words. What isn't UTF-8 in them becomes U+FFFD. */
  text(): string {
    return this.bytes().toString('utf8');
  }

  /** All has been read. */
  end(): void {
    if (this.left > 0) throw new BadPacket('trailing');
  }

  #take(length: number): number {
    const at = this.#at;
    if (length > this.#bytes.length - at) throw new BadPacket('short');
    this.#at = at + length;
    return at;
  }
}
