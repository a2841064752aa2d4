import { describe, expect, it } from 'vitest';
import { FrameCache } from '../../../agent/shells/frameCache.ts';
import { encode } from '../../../core/wire/messages.ts';

const KIB = 1024;
const bytes = new Uint8Array(64 * KIB).fill(7);

describe('frames that several are sent', () => {
  it('are made once for the same place, size and channel', () => {
    const cache = new FrameCache();
    const frame = cache.data(1, 0, bytes);
    expect(frame).toEqual(encode('data', 1, { offset: 0, bytes }));
    expect(cache.data(1, 0, bytes)).toBe(frame);
    const others = [
      cache.data(2, 0, bytes),
      cache.data(1, 1, bytes),
      cache.data(1, 0, bytes.subarray(1)),
    ];
    expect(new Set([frame, ...others]).size).toBe(4);
    expect(others[2]).toEqual(encode('data', 1, { offset: 0, bytes: bytes.subarray(1) }));
  });

  it('are held within a bound, of which the oldest go first', () => {
    const cache = new FrameCache();
    const frames = Array.from({ length: 20 }, (_, n) => cache.data(1, n, bytes));
    expect(cache.bytes).toBeLessThanOrEqual(1024 * KIB);
    expect(cache.bytes).toBeGreaterThan(900 * KIB);
    expect(cache.data(1, 19, bytes)).toBe(frames[19]);
    expect(cache.data(1, 0, bytes)).not.toBe(frames[0]);
  });

  it('are counted whole, and not at all when they are let go', () => {
    const cache = new FrameCache();
    const frame = cache.data(1, 0, bytes);
    expect(cache.bytes).toBe(frame.byteLength);
    cache.clear();
    expect(cache.bytes).toBe(0);
    expect(cache.data(1, 0, bytes)).not.toBe(frame);
  });
});
