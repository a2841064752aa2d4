// Buffers of one size that are used again: a large file takes up a few of them, where new ones for each
// piece would keep the collector busy for as long as the rest of the work takes.

export class Buffers {
  readonly #bytes: number;
  readonly #free: Uint8Array[] = [];
  readonly #taken = new Map<ArrayBufferLike, Uint8Array>();

  /** Each of so many bytes. */
  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  take(): Uint8Array {
    const buffer = this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#bytes);
    this.#taken.set(buffer.buffer, buffer);
    return buffer;
  }

  /** Nobody reads or writes it any more: one that was taken, or a part of it. Others are let be. */
  give({ buffer }: Uint8Array): void {
    const taken = this.#taken.get(buffer);
    if (taken && this.#taken.delete(buffer)) this.#free.push(taken);
  }
}
