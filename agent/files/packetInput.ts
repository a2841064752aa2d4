// Packets of what comes in pieces: a length, then so many bytes. What isn't asked for yet is held as
// it came, tiny pieces copied together, so that a thousand bytes never hold a thousand buffers.
import { Deque } from '../../core/channel/deque.ts';

/** Smaller pieces are copied. */
const SMALL_BYTES = 4 * 1024;
const BLOCK_BYTES = 16 * 1024;
const LENGTH_BYTES = 4;
/** Packets from here on are put where others were. */
const LARGE_BYTES = 64 * 1024;
const MOST_FREE = 4;

interface Piece {
  bytes: Uint8Array;
  used: number;
}

export class PacketInput {
  readonly #most: number;
  readonly #onTaken: (bytes: number) => void;
  readonly #pieces = new Deque<Piece>();
  /** Bytes of the first piece that were used. */
  #cut = 0;
  #held = 0;
  /** The last piece, where there is room behind it. */
  #tail: Piece | undefined;
  readonly #free: Buffer[] = [];
  #partial: Buffer | undefined;
  #filled = 0;

  /** Packets of `most` bytes at most; `onTaken` is told of bytes as they leave what is held. */
  constructor(most: number, onTaken: (bytes: number) => void) {
    this.#most = most;
    this.#onTaken = onTaken;
  }

  push(bytes: Uint8Array): void {
    this.#held += bytes.byteLength;
    const { byteLength } = bytes;
    if (this.#tail && this.#tail.used + byteLength <= this.#tail.bytes.byteLength) {
      this.#tail.bytes.set(bytes, this.#tail.used);
      this.#tail.used += byteLength;
      return;
    }
    this.#tail = byteLength < SMALL_BYTES ? blockOf(bytes) : undefined;
    this.#pieces.push(this.#tail ?? { bytes, used: byteLength });
  }

  /** The next packet without its length; undefined while it isn't whole. Throws `RangeError`. */
  next(): Buffer | undefined {
    this.#partial ??= this.#begin();
    const packet = this.#partial;
    if (!packet) return undefined;
    this.#filled += this.#take(packet.subarray(this.#filled));
    if (this.#filled < packet.byteLength) return undefined;
    this.#partial = undefined;
    return packet;
  }

  /** Nobody reads it any more. */
  giveBack({ buffer, byteLength }: Buffer): void {
    if (byteLength < LARGE_BYTES || this.#free.length >= MOST_FREE) return;
    this.#free.push(Buffer.from(buffer));
  }

  #begin(): Buffer | undefined {
    if (this.#held < LENGTH_BYTES) return undefined;
    const head = Buffer.alloc(LENGTH_BYTES);
    this.#take(head);
    const length = head.readUInt32BE(0);
    if (length === 0 || length > this.#most) throw new RangeError(`a packet of ${length} bytes`);
    this.#filled = 0;
    return this.#room(length);
  }

  #room(length: number): Buffer {
    if (length < LARGE_BYTES) return Buffer.allocUnsafeSlow(length);
    return (this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#most)).subarray(0, length);
  }

  #take(into: Uint8Array): number {
    let filled = 0;
    for (let piece = this.#pieces.peek(); piece; piece = this.#pieces.peek()) {
      if (filled === into.byteLength) break;
      const end = Math.min(piece.used, this.#cut + into.byteLength - filled);
      into.set(piece.bytes.subarray(this.#cut, end), filled);
      filled += end - this.#cut;
      this.#cut = end;
      if (this.#cut < piece.used) continue;
      if (this.#pieces.shift() === this.#tail) this.#tail = undefined;
      this.#cut = 0;
    }
    this.#held -= filled;
    if (filled > 0) this.#onTaken(filled);
    return filled;
  }
}

function blockOf(bytes: Uint8Array): Piece {
  const block = new Uint8Array(BLOCK_BYTES);
  block.set(bytes);
  return { bytes: block, used: bytes.byteLength };
}
