// A frame is a header and a body. Its header: body length u24, type u8, channel u32, all
// big-endian. Which bodies there are stands in `messages.ts`.
import { readU24, readU32, writeU24, writeU32 } from './bytes.ts';
import { HEADER_BYTES } from './protocol.ts';

export interface Frame {
  code: number;
  /** 0 is the connection itself; clients number their channels from 1. */
  channel: number;
  body: Uint8Array;
}

/** Length of the body that follows the header at `at`. */
export function bodyLength(bytes: Uint8Array, at: number): number {
  return readU24(bytes, at);
}

/** Reads a whole frame at `at`; the body is a view on `bytes`, not a copy. */
export function readFrame(bytes: Uint8Array, at: number): Frame {
  const start = at + HEADER_BYTES;
  return {
    code: bytes[at + 3]!,
    channel: readU32(bytes, at + 4),
    body: bytes.subarray(start, start + bodyLength(bytes, at)),
  };
}

/** Type code of a whole frame. */
export function codeOf(frame: Uint8Array): number {
  return frame[3]!;
}

/** Bytes of the frame on the wire, its header included. */
export function frameSize({ body }: Frame): number {
  return HEADER_BYTES + body.byteLength;
}

/** A frame with its header written and its body still to be filled in from `HEADER_BYTES` on. */
export function startFrame(code: number, channel: number, length: number): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + length);
  writeHeader(bytes, code, channel, length);
  return bytes;
}

export function writeHeader(
  frame: Uint8Array,
  code: number,
  channel: number,
  length: number,
): void {
  writeU24(frame, 0, length);
  frame[3] = code;
  writeU32(frame, 4, channel);
}
