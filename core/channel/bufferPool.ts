// Buffers that are used again. What V8 doesn't know the life of it collects late: a flood that
// passes through new buffers makes it look at the whole heap a dozen times for 50 MB, and that costs
// more than all else that is done with them.

export class BufferPool {
  readonly #size: number;
  readonly #most: number;
  readonly #spare: Uint8Array[] = [];
  readonly #lent = new WeakSet<ArrayBufferLike>();

  /**
   * @param size of each, bytes
   * @param most so many wait for their next use
   */
  constructor(size: number, most: number) {
    this.#size = size;
    this.#most = most;
  }

  /** So many bytes, with anything in them. Few, or too many, are in a buffer of their own. */
  lend(length: number): Uint8Array {
    if (length < this.#size / 4 || length > this.#size) return new Uint8Array(length);
    const buffer = this.#spare.pop() ?? new Uint8Array(this.#size);
    this.#lent.add(buffer.buffer);
    return length === this.#size ? buffer : buffer.subarray(0, length);
  }

  /** Nobody looks at these bytes any more. Of bytes that aren't lent, it takes none. */
  takeBack({ buffer }: Uint8Array): void {
    if (!this.#lent.delete(buffer) || this.#spare.length >= this.#most) return;
    this.#spare.push(new Uint8Array(buffer));
  }
}
