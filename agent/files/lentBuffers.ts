// Buffers that files are read into and sent out of, used again once the other side has what stood in them: new
// ones for each read keep the collector busy for as long as all the rest takes.

/** Smaller reads get one of their own, which isn't used again. */
const LARGE_BYTES = 64 * 1024;
const MOST_FREE = 4;

export class LentBuffers {
  readonly #bytes: number;
  readonly #free: Uint8Array[] = [];
  /** Where what was read into each of them ends. */
  readonly #lent = new Map<ArrayBufferLike, number>();

  /** Each of so many bytes. */
  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  /** At most so many bytes, of which all that came is sent, or nothing. Rejects as `into` does. */
  async read(
    bytes: number,
    into: (buffer: Uint8Array | undefined) => Promise<Uint8Array>,
  ): Promise<Uint8Array> {
    if (bytes < LARGE_BYTES || bytes > this.#bytes) return into(undefined);
    const buffer = this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#bytes);
    const data = await into(buffer);
    if (data.byteLength === 0) this.#free.push(buffer);
    else this.#lent.set(buffer.buffer, data.byteOffset + data.byteLength);
    return data;
  }

  /** The other side has these, a part of what was read: in order, so the last part ends the loan. */
  answered({ buffer, byteOffset, byteLength }: Uint8Array): void {
    if (this.#lent.get(buffer) !== byteOffset + byteLength) return;
    this.#lent.delete(buffer);
    if (this.#free.length < MOST_FREE) this.#free.push(new Uint8Array(buffer));
  }
}
