// The output of a program without a terminal: one stream of bytes, so that offsets, credit and
// replay are those of any other, in which each record says whether it was printed on stdout or on
// stderr. Records go through a frame's borders, and this reads them as they come. Pure.
import { ProtocolError } from './errors.ts';

/** Descriptor that the program printed on: stdout or stderr. */
export type OutputStream = 1 | 2;

/** What was printed on one of them. Of a long record several of these come. */
export interface Printed {
  stream: OutputStream;
  bytes: Uint8Array;
}

/** Stream u8, length u24. */
export const RECORD_HEAD_BYTES = 4;
const MAX_RECORD_BYTES = 0xffffff;

/** A whole record. `bytes`: 1 to 2^24 − 1 of them. */
export function record(stream: OutputStream, bytes: Uint8Array): Uint8Array {
  const { byteLength } = bytes;
  if (byteLength === 0 || byteLength > MAX_RECORD_BYTES) {
    throw new RangeError(`a record of ${byteLength} bytes`);
  }
  const whole = new Uint8Array(RECORD_HEAD_BYTES + byteLength);
  whole.set([stream, byteLength >>> 16, (byteLength >>> 8) & 0xff, byteLength & 0xff]);
  whole.set(bytes, RECORD_HEAD_BYTES);
  return whole;
}

export class RecordReader {
  readonly #head = new Uint8Array(RECORD_HEAD_BYTES);
  #headBytes = 0;
  #stream: OutputStream = 1;
  /** Bytes of the present record that are yet to come. */
  #left = 0;

  /** True where a record has begun and not ended. */
  get inside(): boolean {
    return this.#left > 0 || this.#headBytes > 0;
  }

  /** What the next bytes hold: views on them. Throws `ProtocolError` bad-body when it is no record. */
  *push(bytes: Uint8Array): Generator<Printed, void, undefined> {
    let at = 0;
    while (at < bytes.byteLength) {
      if (this.#left === 0) {
        at += this.#begin(bytes.subarray(at));
        continue;
      }
      const part = bytes.subarray(at, at + this.#left);
      at += part.byteLength;
      this.#left -= part.byteLength;
      yield { stream: this.#stream, bytes: part };
    }
  }

  /** Takes of the head what is there; how many bytes that was. */
  #begin(bytes: Uint8Array): number {
    const part = bytes.subarray(0, RECORD_HEAD_BYTES - this.#headBytes);
    this.#head.set(part, this.#headBytes);
    this.#headBytes += part.byteLength;
    if (this.#headBytes === RECORD_HEAD_BYTES) this.#open();
    return part.byteLength;
  }

  #open(): void {
    const [stream = 0, high = 0, middle = 0, low = 0] = this.#head;
    const length = (high << 16) | (middle << 8) | low;
    if ((stream !== 1 && stream !== 2) || length === 0) {
      throw new ProtocolError('bad-body', `a record of ${length} bytes on descriptor ${stream}`);
    }
    this.#stream = stream;
    this.#left = length;
    this.#headBytes = 0;
  }
}
