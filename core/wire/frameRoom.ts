// Room for large frames that bytes are copied into, which is used again once they have left: new room for
// each keeps the collector busy for longer than all other work on it takes.
import { HEADER_BYTES, LIMITS } from './protocol.ts';

const ROOM_BYTES = HEADER_BYTES + LIMITS.maxBody;
/** Smaller frames cost next to nothing. */
const LARGE_BYTES = 16 * 1024;
/** More that are free are left to the collector. */
const MOST_FREE = 16;
const free: Uint8Array[] = [];
const taken = new WeakSet<ArrayBufferLike>();

/** For a whole frame of so many bytes. What stands in it is anything. */
export function roomForFrame(bytes: number): Uint8Array {
  if (bytes < LARGE_BYTES || bytes > ROOM_BYTES) return new Uint8Array(bytes);
  const room = free.pop() ?? new Uint8Array(ROOM_BYTES);
  taken.add(room.buffer);
  return room.subarray(0, bytes);
}

/** The frame has left, and nobody reads it any more. One that wasn't taken here is let be. */
export function frameHasLeft({ buffer }: Uint8Array): void {
  if (taken.delete(buffer) && free.length < MOST_FREE) free.push(new Uint8Array(buffer));
}
