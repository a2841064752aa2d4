// Large frames of output, in buffers that are used again once the socket has taken them.
import { BufferPool } from '../channel/bufferPool.ts';
import { writeDataHead } from './codecs.ts';
import { CODES, HEADER_BYTES, OFFSET_BYTES } from './protocol.ts';

const HEAD_BYTES = HEADER_BYTES + OFFSET_BYTES;
/** A log gives no larger pieces. */
const LARGEST_BYTES = HEAD_BYTES + 32 * 1024;
/** About what three busy sockets have under way at once. */
const MOST = 8;

const pool = new BufferPool(LARGEST_BYTES, MOST);

/** A DATA frame for one socket, which nobody may keep: its writer takes it back. */
export function passingDataFrame(channel: number, offset: number, bytes: Uint8Array): Uint8Array {
  const frame = pool.lend(HEAD_BYTES + bytes.byteLength);
  frame.set(bytes, HEAD_BYTES);
  writeDataHead(frame, CODES.data, channel, offset);
  return frame;
}

/** The system has a copy of this frame; of any frame. */
export function frameSent(frame: Uint8Array): void {
  pool.takeBack(frame);
}
