// The two ways a body is laid out: JSON for what is sent rarely, plain big-endian numbers
// and bytes for the hot path. `messages.ts` says which message uses which.
import { bodies, type Bodies } from './bodies.ts';
import { readU16, readU64, writeU16, writeU64 } from './bytes.ts';
import { ProtocolError } from './errors.ts';
import { startFrame, writeHeader } from './frame.ts';
import { HEADER_BYTES, OFFSET_BYTES, SCREEN_HEAD_BYTES } from './protocol.ts';

export interface Codec<B> {
  /** Whether the message speaks of the whole connection (channel 0) or of one channel. */
  scope: 'connection' | 'channel';
  /** A whole frame. */
  encode(code: number, channel: number, body: B): Uint8Array;
  /** Throws `bad-body`. The result may hold views on `bytes`. */
  decode(bytes: Uint8Array): B;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export function json<K extends keyof Bodies>(
  scope: Codec<unknown>['scope'],
  name: K,
): Codec<Bodies[K]> {
  return {
    scope,
    encode(code, channel, body) {
      const bytes = encoder.encode(JSON.stringify(body));
      const frame = startFrame(code, channel, bytes.byteLength);
      frame.set(bytes, HEADER_BYTES);
      return frame;
    },
    decode(bytes) {
      try {
        return bodies[name].parse(JSON.parse(decoder.decode(bytes))) as Bodies[K];
      } catch {
        throw new ProtocolError(
          'bad-body',
          `the body of ${name.toUpperCase()} is not what it must be`,
        );
      }
    },
  };
}

/**
 * A body of unsigned integers in the order given; `width` is 2 or 8 bytes. Those of 2 bytes are
 * columns or rows of a terminal, and so never 0.
 */
export function numbers<B>(
  scope: Codec<unknown>['scope'],
  fields: readonly { name: keyof B & string; width: 2 | 8 }[],
): Codec<B> {
  const total = fields.reduce((sum, { width }) => sum + width, 0);
  return {
    scope,
    encode(code, channel, body) {
      const frame = startFrame(code, channel, total);
      let at = HEADER_BYTES;
      for (const { name, width } of fields) {
        (width === 2 ? writeU16 : writeU64)(frame, at, body[name] as number);
        at += width;
      }
      return frame;
    },
    decode(bytes) {
      if (bytes.byteLength !== total) throw wrongLength();
      let at = 0;
      const body: Record<string, number> = {};
      for (const { name, width } of fields) {
        body[name] = (width === 2 ? readCells : readU64)(bytes, at);
        at += width;
      }
      return body as B;
    },
  };
}

/** Writes the head of a DATA frame in front of the payload that stands in it already. */
export function writeDataHead(
  frame: Uint8Array,
  code: number,
  channel: number,
  offset: number,
): void {
  writeHeader(frame, code, channel, frame.byteLength - HEADER_BYTES);
  writeU64(frame, HEADER_BYTES, offset);
}

/** An offset and at least one byte. */
export const offsetAndBytes: Codec<{ offset: number; bytes: Uint8Array }> = {
  scope: 'channel',
  encode(code, channel, { offset, bytes }) {
    const frame = startFrame(code, channel, OFFSET_BYTES + bytes.byteLength);
    writeU64(frame, HEADER_BYTES, offset);
    frame.set(bytes, HEADER_BYTES + OFFSET_BYTES);
    return frame;
  },
  decode(bytes) {
    if (bytes.byteLength <= OFFSET_BYTES) throw wrongLength();
    return { offset: readU64(bytes, 0), bytes: bytes.subarray(OFFSET_BYTES) };
  },
};

export interface ScreenPart {
  /** The output that goes into the screen ends here; DATA goes on here. */
  offset: number;
  cols: number;
  rows: number;
  /** 1: another part of the same screen follows; 0: this is the last. */
  more: number;
  bytes: Uint8Array;
}

/** Numbers and bytes, of which there may be none. */
export const screenPart: Codec<ScreenPart> = {
  scope: 'channel',
  encode(code, channel, { offset, cols, rows, more, bytes }) {
    const frame = startFrame(code, channel, SCREEN_HEAD_BYTES + bytes.byteLength);
    writeU64(frame, HEADER_BYTES, offset);
    for (const [index, value] of [cols, rows, more].entries()) {
      writeU16(frame, HEADER_BYTES + OFFSET_BYTES + 2 * index, value);
    }
    frame.set(bytes, HEADER_BYTES + SCREEN_HEAD_BYTES);
    return frame;
  },
  decode(bytes) {
    if (bytes.byteLength < SCREEN_HEAD_BYTES) throw wrongLength();
    const [cols, rows] = [readCells(bytes, 8), readCells(bytes, 10)];
    const more = readU16(bytes, 12);
    if (more > 1) throw new ProtocolError('bad-body', 'a mark is neither 0 nor 1');
    return {
      offset: readU64(bytes, 0),
      cols,
      rows,
      more,
      bytes: bytes.subarray(SCREEN_HEAD_BYTES),
    };
  },
};

function readCells(bytes: Uint8Array, at: number): number {
  const cells = readU16(bytes, at);
  if (cells === 0)
    throw new ProtocolError('bad-body', 'a terminal has at least one column and row');
  return cells;
}

function wrongLength(): ProtocolError {
  return new ProtocolError('bad-body', 'a body has the wrong length');
}
