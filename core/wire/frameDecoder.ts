// Bytes in, frames out. The borders of the WebSocket messages mean nothing: a frame may come
// in many pieces, and a piece may hold many frames.
import { ProtocolError } from './errors.ts';
import { bodyLength, readFrame, type Frame } from './frame.ts';
import { HEADER_BYTES } from './protocol.ts';

export class FrameDecoder {
  /** Largest body accepted, bytes; may be raised once the peer is known. */
  maxBody: number;
  #rest = new Uint8Array(0);
  #used = 0;

  constructor(maxBody: number) {
    this.maxBody = maxBody;
  }

  /** Bytes of a frame that has begun and not yet ended. */
  get pending(): number {
    return this.#used;
  }

  /**
   * The frames that `chunk` completes. Bodies may be views on `chunk`: use or copy them before
   * it changes. Throws `frame-too-large` as soon as a header announces too much.
   */
  *push(chunk: Uint8Array): Generator<Frame, void, undefined> {
    let at = 0;
    if (this.#used > 0) {
      at = this.#complete(chunk);
      if (at < 0) return;
      yield this.#takeRest();
    }
    while (chunk.byteLength - at >= HEADER_BYTES) {
      const size = this.#frameSize(chunk, at);
      if (chunk.byteLength - at < size) break;
      yield readFrame(chunk, at);
      at += size;
    }
    this.#keep(chunk.subarray(at));
  }

  /** Fills the begun frame from the chunk; where in the chunk it ended, or -1 if it didn't. */
  #complete(chunk: Uint8Array): number {
    let at = this.#fill(chunk, 0, HEADER_BYTES);
    if (this.#used < HEADER_BYTES) return -1;
    const size = this.#frameSize(this.#rest, 0);
    at = this.#fill(chunk, at, size);
    return this.#used < size ? -1 : at;
  }

  #fill(chunk: Uint8Array, at: number, upTo: number): number {
    const count = Math.max(0, Math.min(upTo - this.#used, chunk.byteLength - at));
    this.#reserve(upTo);
    this.#rest.set(chunk.subarray(at, at + count), this.#used);
    this.#used += count;
    return at + count;
  }

  #takeRest(): Frame {
    const frame = readFrame(this.#rest, 0);
    this.#rest = new Uint8Array(0);
    this.#used = 0;
    return frame;
  }

  #keep(tail: Uint8Array): void {
    if (tail.byteLength === 0) return;
    const size = tail.byteLength >= HEADER_BYTES ? this.#frameSize(tail, 0) : HEADER_BYTES;
    this.#reserve(size);
    this.#rest.set(tail);
    this.#used = tail.byteLength;
  }

  #reserve(size: number): void {
    if (this.#rest.byteLength >= size) return;
    const grown = new Uint8Array(size);
    grown.set(this.#rest.subarray(0, this.#used));
    this.#rest = grown;
  }

  #frameSize(bytes: Uint8Array, at: number): number {
    const length = bodyLength(bytes, at);
    if (length > this.maxBody) {
      const text = `a frame's body has ${length} bytes, at most ${this.maxBody} are allowed`;
      throw new ProtocolError('frame-too-large', text);
    }
    return HEADER_BYTES + length;
  }
}
