// Room for large frames that bytes are copied into, which is used again once they have left: new room for
// each keeps the collector busy for longer than all other work on it takes.
import { BufferPool } from '../channel/bufferPool.ts';
import { writeDataHead } from './codecs.ts';
import { CODES, HEADER_BYTES, LIMITS, OFFSET_BYTES } from './protocol.ts';

const HEAD_BYTES = HEADER_BYTES + OFFSET_BYTES;
/** A shell's log gives no larger pieces. */
const OUTPUT_BYTES = HEAD_BYTES + 32 * 1024;
/** About what three busy sockets have under way at once; more that is free is left to the collector. */
const output = new BufferPool(OUTPUT_BYTES, 8);
const largest = new BufferPool(HEADER_BYTES + LIMITS.maxBody, 16);

/** For a whole frame of so many bytes, for one socket, whose writer takes it back. Anything stands in it. */
export function roomForFrame(bytes: number): Uint8Array {
  return (bytes <= OUTPUT_BYTES ? output : largest).lend(bytes);
}

/** A DATA frame around a copy of these bytes, which nobody but its one socket may keep. */
export function passingDataFrame(channel: number, offset: number, bytes: Uint8Array): Uint8Array {
  const frame = roomForFrame(HEAD_BYTES + bytes.byteLength);
  frame.set(bytes, HEAD_BYTES);
  writeDataHead(frame, CODES.data, channel, offset);
  return frame;
}

/** The frame has left, and nobody reads it any more. One that wasn't taken here is let be. */
export function frameHasLeft(frame: Uint8Array): void {
  output.takeBack(frame);
  largest.takeBack(frame);
}
