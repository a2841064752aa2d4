// Writes a packet. What a file holds isn't copied into it: it goes out behind it.
import { bytesOf } from './pathText.ts';

const ROOM = 256;

export class PacketWriter {
  #bytes: Buffer;
  #at = 4; // behind the length, which is known at the end

  /** `id` is left out of the first packet of each side alone. */
  constructor(type: number, id?: number, room = ROOM) {
    this.#bytes = Buffer.allocUnsafe(room);
    this.u8(type);
    if (id !== undefined) this.u32(id);
  }

  u8(value: number): this {
    this.#room(1);
    this.#at = this.#bytes.writeUInt8(value, this.#at);
    return this;
  }

  u32(value: number): this {
    this.#room(4);
    this.#at = this.#bytes.writeUInt32BE(value, this.#at);
    return this;
  }

  /** A whole number, exact up to 2^53; beyond what it can hold it is the largest. */
  u64(value: number): this {
    if (value >= 2 ** 64) return this.u32(0xffffffff).u32(0xffffffff);
    this.u32(Math.floor(value / 2 ** 32));
    return this.u32(value % 2 ** 32);
  }

  /** With their length in front. */
  bytes(bytes: Uint8Array): this {
    this.u32(bytes.byteLength);
    this.#room(bytes.byteLength);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.byteLength;
    return this;
  }

  /** Throws `bad-name` of one that can't be bytes. */
  path(path: string): this {
    return this.bytes(bytesOf(path));
  }

  text(text: string): this {
    return this.bytes(Buffer.from(text, 'utf8'));
  }

  /** The packet, whose length counts so many bytes that go out behind it. */
  finish(behind = 0): Buffer {
    this.#bytes.writeUInt32BE(this.#at - 4 + behind, 0);
    return this.#bytes.subarray(0, this.#at);
  }

  #room(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const bytes = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, this.#at + more));
    this.#bytes.copy(bytes, 0, 0, this.#at);
    this.#bytes = bytes;
  }
}
