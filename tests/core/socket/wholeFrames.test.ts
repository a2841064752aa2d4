import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WholeFrames } from '../../../core/socket/wholeFrames.ts';
import { eachSeed } from '../../support/random.ts';

const ANSWER = Buffer.from('HTTP/1.1 101 Switching Protocols\r\n\r\n');

/** Reads as a socket does, and keeps what is told. */
class Reader {
  readonly told: Buffer[] = [];
  readonly frames = new WholeFrames();
  onTold: () => void = () => undefined;

  constructor() {
    const push = (bytes: Buffer): boolean => {
      this.told.push(bytes);
      this.onTold();
      return true;
    };
    this.frames.of({ push } as unknown as Socket);
  }

  /** In reads of as much as there is room for. */
  read(bytes: Buffer): void {
    for (let at = 0; at < bytes.length;) {
      const room = (this.frames.onread.buffer as () => Uint8Array)();
      const count = Math.min(room.byteLength, bytes.length - at);
      room.set(bytes.subarray(at, at + count));
      this.frames.onread.callback(count, room);
      at += count;
    }
  }

  get all(): Buffer {
    return Buffer.concat(this.told);
  }
}

/** The handshake's answer came, and behind it, in the same read, these. */
function begun(behind = Buffer.alloc(0)): Reader {
  const reader = new Reader();
  reader.onTold = () => {
    reader.onTold = () => undefined;
    reader.frames.begin(behind.length);
  };
  reader.read(Buffer.concat([ANSWER, behind]));
  return reader;
}

function frame(bytes: number, masked = false): Buffer {
  const long = bytes > 65_535 ? 8 : bytes > 125 ? 2 : 0;
  const head = Buffer.alloc(2 + long + (masked ? 4 : 0));
  head[0] = 0x82;
  head[1] = (masked ? 0x80 : 0) | (long === 8 ? 127 : long === 2 ? 126 : bytes);
  if (long === 2) head.writeUInt16BE(bytes, 2);
  if (long === 8) head.writeBigUInt64BE(BigInt(bytes), 2);
  return Buffer.concat([head, Buffer.alloc(bytes, bytes % 251)]);
}

/** Where frames end in what was told. */
function borders(frames: readonly Buffer[]): Set<number> {
  let end = ANSWER.length;
  return new Set([end, ...frames.map(({ length }) => (end += length))]);
}

function ends(told: readonly Buffer[]): number[] {
  let end = 0;
  return told.map(({ length }) => (end += length));
}

describe('frames of a WebSocket that are read', () => {
  it('are told whole, wherever the reads are cut', () =>
    eachSeed(30, (random) => {
      const size = (): number => random.pick([7, 200, 33_000, 70_000, 140_000]);
      const frames = Array.from({ length: 40 }, () => frame(size(), random.once(3)));
      const stream = Buffer.concat(frames);
      const reader = begun();
      for (let at = 0; at < stream.length;) {
        const count = random.between(1, random.pick([3, 5_000, 300_000]));
        reader.read(stream.subarray(at, at + count));
        at += count;
      }
      expect(reader.all.equals(Buffer.concat([ANSWER, stream]))).toBe(true);
      const allowed = borders(frames);
      expect(ends(reader.told).filter((end) => !allowed.has(end))).toEqual([]);
    }));

  it('may begin in the read that ends the handshake', () => {
    const frames = [frame(300), frame(50_000), frame(9)];
    const stream = Buffer.concat(frames);
    for (const cut of [0, 1, 2, 3, 4, 303, 304, 305, 309, 40_000, stream.length]) {
      const reader = begun(stream.subarray(0, cut));
      for (let at = cut; at < stream.length; at += 1_000) {
        reader.read(stream.subarray(at, Math.min(at + 1_000, stream.length)));
      }
      expect(reader.all.equals(Buffer.concat([ANSWER, stream]))).toBe(true);
    }
  });

  it('are told as they come when they are too long to wait for', () => {
    const long = frame(3_000_000);
    const reader = begun();
    reader.read(Buffer.concat([frame(10), long.subarray(0, 1_000_000)]));
    expect(reader.all.length).toBe(ANSWER.length + 12 + 1_000_000);
    reader.read(Buffer.concat([long.subarray(1_000_000), frame(20), frame(5).subarray(0, 3)]));
    expect(reader.all.length).toBe(ANSWER.length + 12 + long.length + 22);
  });

  it('keep a small buffer where they are small', () => {
    const reader = begun();
    reader.read(frame(30_000));
    expect(reader.told.at(-1)!.buffer.byteLength).toBeLessThan(128 * 1024);
  });
});

describe('what is no WebSocket', () => {
  it('is told as it comes', () => {
    const reader = new Reader();
    reader.read(Buffer.from('SSH-2.0-Open'));
    reader.read(Buffer.from('SSH_9\r\n'));
    expect(reader.told.map(String)).toEqual(['SSH-2.0-Open', 'SSH_9\r\n']);
  });
});
