// Bytes with offsets: the part of an endless stream that is still held. An agent replays
// output from one, a client sends unacknowledged input again from one.
// Kept in blocks, so that a million one-byte appends cost a million bytes and no more.

import type { BufferPool } from '../channel/bufferPool.ts';

/** The largest piece that `read` gives, and so the grain of fairness between shells. */
export const PIECE_BYTES = 32 * 1024;
/**
 * Held, and let go, at once. From this size on malloc asks the system for a block, and gives it
 * back, where it was told to stay with that (`core/native/heap.ts`): smaller ones that come and go
 * among what stays leave holes, which took as much memory again as all that was held.
 */
export const BLOCK_BYTES = 128 * 1024;

export class ByteLog {
  #blocks: Uint8Array[] = [];
  /** Offset of the first byte of the first block. */
  #base: number;
  #start: number;
  #end: number;
  readonly #pool: BufferPool | undefined;

  /**
   * @param start offset of the first byte that will be appended
   * @param pool of blocks, where nobody looks at what was read once it is dropped
   */
  constructor(start = 0, pool?: BufferPool) {
    this.#pool = pool;
    this.#base = this.#start = this.#end = start;
  }

  /** Offset of the oldest byte held. */
  get start(): number {
    return this.#start;
  }

  /** Offset of the next byte to be appended. */
  get end(): number {
    return this.#end;
  }

  /** Bytes held. */
  get size(): number {
    return this.#end - this.#start;
  }

  /** Bytes of memory that it takes: whole blocks. */
  get allocated(): number {
    return this.#blocks.length * BLOCK_BYTES;
  }

  /** The offset before which all must be dropped, so that it takes so many bytes at most. */
  startWithin(bytes: number): number {
    const surplus = this.#blocks.length - Math.floor(bytes / BLOCK_BYTES);
    if (surplus <= 0) return this.#start;
    return Math.min(this.#end, Math.max(this.#start, this.#base + surplus * BLOCK_BYTES));
  }

  /** Copies the bytes in. */
  append(bytes: Uint8Array): void {
    while (bytes.byteLength > 0) {
      const at = (this.#end - this.#base) % BLOCK_BYTES;
      if (at === 0 && this.#end - this.#base === this.#blocks.length * BLOCK_BYTES) this.#grow();
      const count = Math.min(bytes.byteLength, BLOCK_BYTES - at);
      this.#blocks[this.#blocks.length - 1]!.set(bytes.subarray(0, count), at);
      this.#end += count;
      bytes = bytes.subarray(count);
    }
  }

  /**
   * Up to `max` bytes from `offset` on, fewer at a piece's end; empty at the end of the log.
   * A view that stays valid; with a pool, until it is dropped. Throws RangeError outside of what is held.
   */
  read(offset: number, max: number): Uint8Array {
    if (offset < this.#start || offset > this.#end) {
      throw new RangeError(`offset ${offset} is outside ${this.#start}–${this.#end}`);
    }
    const index = Math.floor((offset - this.#base) / BLOCK_BYTES);
    const at = (offset - this.#base) % BLOCK_BYTES;
    const count = Math.min(max, PIECE_BYTES - (at % PIECE_BYTES), this.#end - offset);
    return count > 0 ? this.#blocks[index]!.subarray(at, at + count) : new Uint8Array(0);
  }

  /** Forgets what lies before `offset`; does nothing for an older one. */
  dropBefore(offset: number): void {
    if (offset <= this.#start) return;
    this.#start = Math.min(offset, this.#end);
    const whole = Math.floor((this.#start - this.#base) / BLOCK_BYTES);
    for (const block of this.#blocks.splice(0, whole)) this.#pool?.takeBack(block);
    this.#base += whole * BLOCK_BYTES;
  }

  #grow(): void {
    this.#blocks.push(this.#pool?.lend(BLOCK_BYTES) ?? new Uint8Array(BLOCK_BYTES));
  }
}
