import { describe, expect, it } from 'vitest';
import { frameHasLeft, roomForFrame } from '../../../core/wire/frameRoom.ts';

describe('room for frames', () => {
  it('is used again when a frame has left, whatever its length', () => {
    const frame = roomForFrame(100_000);
    expect(frame.byteLength).toBe(100_000);
    expect(roomForFrame(100_000).buffer).not.toBe(frame.buffer);
    frameHasLeft(frame);
    const next = roomForFrame(40_000);
    expect(next.byteLength).toBe(40_000);
    expect(next.buffer).toBe(frame.buffer);
  });

  it('is given to one frame at a time, though its leaving is told twice', () => {
    const frame = roomForFrame(50_000);
    frameHasLeft(frame);
    frameHasLeft(frame);
    expect(roomForFrame(50_000).buffer).not.toBe(roomForFrame(50_000).buffer);
  });

  it('is no room of others, nor of small frames', () => {
    const others = new Uint8Array(50_000);
    frameHasLeft(others);
    const small = roomForFrame(100);
    frameHasLeft(small);
    const frame = roomForFrame(50_000);
    expect([others.buffer, small.buffer]).not.toContain(frame.buffer);
    expect(small.buffer.byteLength).toBe(100);
  });
});
