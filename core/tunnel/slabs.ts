// Buffers that sockets are read into, with room for a frame's head in front of the payload, so that
// what was read is sent without being copied; used again when the other side has acknowledged it.
import type { OnReadOpts } from 'node:net';
import { writeDataHead } from '../wire/codecs.ts';
import { passingDataFrame } from '../wire/frameRoom.ts';
import { CODES, HEADER_BYTES, OFFSET_BYTES } from '../wire/protocol.ts';
import type { Part } from './sendHalf.ts';

/** In front of the payload of a DATA frame. */
export const HEAD_BYTES = HEADER_BYTES + OFFSET_BYTES;
/**
 * One read, and one frame. Measured: of 16, 32, 64 and 128 KiB this costs both ends the least
 * processor time, for larger ones are copied by the WebSocket at the other end, and leave its cache.
 */
const PAYLOAD_BYTES = 32 * 1024 - HEAD_BYTES;
/** Less than this is copied out, or a few bytes would hold a whole slab. */
const WORTH_BYTES = PAYLOAD_BYTES / 4;
/** Kept for the next reads of whichever socket; more are left to the garbage collector. */
const MOST_FREE = 256;
const free: Uint8Array[] = [];

/** Takes what was read; false: no more for now. */
export type OnRead = (bytes: Uint8Array, slab: boolean) => boolean;

export class SlabReader {
  /** For `net.connect`. */
  readonly onread: OnReadOpts;
  #current = takeSlab();
  #onRead: OnRead = () => false;

  constructor() {
    this.onread = {
      buffer: () => this.#current,
      callback: (bytes) => this.#read(bytes),
    };
  }

  /** Who takes what is read. Must be there before the socket is resumed. */
  readWith(onRead: OnRead): void {
    this.#onRead = onRead;
  }

  /** A slab that nobody needs any more. */
  giveBack(slab: Uint8Array): void {
    if (free.length < MOST_FREE) free.push(wholeSlab(slab));
  }

  /** The socket is closed, and reads no more. */
  close(): void {
    this.giveBack(this.#current);
  }

  #read(count: number): boolean {
    const bytes = this.#current.subarray(0, count);
    if (count < WORTH_BYTES) return this.#onRead(bytes.slice(), false);
    this.#current = takeSlab();
    return this.#onRead(bytes, true);
  }
}

/** The whole frame around a slab's payload, its head still to be written. */
export function frameAround(bytes: Uint8Array): Uint8Array {
  const { buffer, byteOffset, byteLength } = bytes;
  return new Uint8Array(buffer, byteOffset - HEAD_BYTES, HEAD_BYTES + byteLength);
}

/** Around a slab's payload itself, or around a copy. */
export function dataFrame({ offset, bytes, isSlab }: Part, channel: number): Uint8Array {
  if (!isSlab) return passingDataFrame(channel, offset, bytes);
  const frame = frameAround(bytes);
  writeDataHead(frame, CODES.data, channel, offset);
  return frame;
}

function takeSlab(): Uint8Array {
  return free.pop() ?? wholeSlab(Buffer.allocUnsafeSlow(HEAD_BYTES + PAYLOAD_BYTES));
}

function wholeSlab({ buffer }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, HEAD_BYTES, PAYLOAD_BYTES);
}
