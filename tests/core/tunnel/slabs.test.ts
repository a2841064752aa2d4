// Buffers that sockets are read into: what of them is handed on without a copy, with room for a
// frame's head in front, and that none is written to while somebody has it.
import { describe, expect, it } from 'vitest';
import { encode } from '../../../core/wire/messages.ts';
import { frameAround, HEAD_BYTES, SlabReader } from '../../../core/tunnel/slabs.ts';

const PAYLOAD = 32 * 1024 - HEAD_BYTES;

it('a frame’s head is as long as one of DATA', () => {
  const bytes = new Uint8Array(5);
  const frame = encode('data', 1, { offset: 0, bytes });
  expect(HEAD_BYTES).toBe(frame.byteLength - bytes.byteLength);
});

interface Read {
  bytes: Uint8Array;
  slab: boolean;
}

/** A reader, and the socket's part: bytes are written where the reader says. */
function make(goOn = true) {
  const reader = new SlabReader();
  const reads: Read[] = [];
  const come = (count: number, value: number): boolean => {
    const { buffer, callback } = reader.onread as {
      buffer: () => Uint8Array;
      callback: (count: number, buffer: Uint8Array) => boolean;
    };
    const into = buffer();
    into.fill(value, 0, count);
    return callback(count, into);
  };
  reader.readWith((bytes, slab) => (reads.push({ bytes, slab }), goOn));
  return { reader, reads, come };
}

describe('what is read', () => {
  it('is handed on whole, much of it as it is, and little of it as a copy', () => {
    const { reads, come } = make();
    for (const [count, value] of [
      [PAYLOAD, 1],
      [PAYLOAD / 4, 2],
      [Math.ceil(PAYLOAD / 4) - 1, 3],
      [1, 4],
    ] as const) {
      come(count, value);
    }
    expect(reads.map(({ bytes, slab }) => [bytes.byteLength, bytes[0], slab])).toEqual([
      [PAYLOAD, 1, true],
      [PAYLOAD / 4, 2, true],
      [Math.ceil(PAYLOAD / 4) - 1, 3, false],
      [1, 4, false],
    ]);
    expect(reads[3]!.bytes.buffer.byteLength).toBeLessThan(PAYLOAD);
  });

  it('stays as it was while the socket reads on', () => {
    const { reads, come } = make();
    for (let value = 1; value <= 50; value++) come(value % 2 === 0 ? PAYLOAD : 10, value);
    for (const [index, { bytes }] of reads.entries()) {
      expect(new Set(bytes)).toEqual(new Set([index + 1]));
    }
  });

  it('has room for a frame’s head in front of it, and is the frame’s payload', () => {
    const { reads, come } = make();
    come(PAYLOAD - 7, 9);
    const frame = frameAround(reads[0]!.bytes);
    expect(frame.byteLength).toBe(HEAD_BYTES + PAYLOAD - 7);
    frame.fill(0, 0, HEAD_BYTES);
    expect(new Set(reads[0]!.bytes)).toEqual(new Set([9]));
    frame[HEAD_BYTES] = 8;
    expect(reads[0]!.bytes[0]).toBe(8);
  });

  it('is for whoever reads to go on with or not; before there is anybody, not', () => {
    expect([make(true).come(1, 1), make(false).come(1, 1)]).toEqual([true, false]);
    expect([make(true).come(PAYLOAD, 1), make(false).come(PAYLOAD, 1)]).toEqual([true, false]);
    expect(new SlabReader().onread.callback(1, new Uint8Array(1))).toBe(false);
  });
});

describe('a buffer', () => {
  it('that is given back is read into again, all of it, and no other is', () => {
    const { reader, reads, come } = make();
    come(PAYLOAD - 100, 1);
    const [first] = reads;
    reader.giveBack(first!.bytes);
    come(PAYLOAD, 2); // into the one that was taken before
    come(PAYLOAD, 3);
    const last = reads.at(-1)!.bytes;
    expect(last.buffer).toBe(first!.bytes.buffer);
    expect([last.byteOffset, last.byteLength]).toEqual([HEAD_BYTES, PAYLOAD]);
  });

  it('of a socket that is closed serves the next', () => {
    const closing = make();
    const { buffer } = closing.reader.onread as { buffer: () => Uint8Array };
    const its = buffer().buffer;
    closing.reader.close();
    const next = new SlabReader().onread as { buffer: () => Uint8Array };
    expect(next.buffer().buffer).toBe(its);
  });
});
