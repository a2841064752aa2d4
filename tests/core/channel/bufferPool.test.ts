import { describe, expect, it } from 'vitest';
import { BufferPool } from '../../../core/channel/bufferPool.ts';
import { BLOCK_BYTES, ByteLog } from '../../../core/replay/byteLog.ts';
import { seeded } from '../../support/random.ts';

describe('buffers that are used again', () => {
  it('are lent anew only when they were taken back', () => {
    const pool = new BufferPool(100, 2);
    const [first, second] = [pool.lend(100), pool.lend(60)];
    expect(second.buffer).not.toBe(first.buffer);
    pool.takeBack(second);
    const third = pool.lend(99);
    expect([third.buffer === second.buffer, third.byteLength]).toEqual([true, 99]);
  });

  it('are lent to one at a time, even where one is taken back twice', () => {
    const pool = new BufferPool(100, 4);
    const first = pool.lend(100);
    pool.takeBack(first);
    pool.takeBack(first);
    expect(pool.lend(100).buffer).not.toBe(pool.lend(100).buffer);
  });

  it('are none of those that others made, nor small ones', () => {
    const pool = new BufferPool(100, 4);
    const [foreign, small, large] = [new Uint8Array(100), pool.lend(24), pool.lend(101)];
    for (const bytes of [foreign, small, large]) pool.takeBack(bytes);
    const buffers = [pool.lend(100), pool.lend(100), pool.lend(100)].map(({ buffer }) => buffer);
    for (const { buffer } of [foreign, small, large]) expect(buffers).not.toContain(buffer);
  });

  it('are kept in so many at most', () => {
    const pool = new BufferPool(100, 1);
    const lent = [pool.lend(100), pool.lend(100)];
    for (const bytes of lent) pool.takeBack(bytes);
    expect(pool.lend(100).buffer).toBe(lent[0]!.buffer);
    expect(pool.lend(100).buffer).not.toBe(lent[1]!.buffer);
  });

  it('may be the blocks of several logs', () => {
    const pool = new BufferPool(BLOCK_BYTES, 4);
    const logs = [new ByteLog(0, pool), new ByteLog(0, pool)];
    const noise = seeded(1).bytes(5 * BLOCK_BYTES);
    for (let at = 0; at < noise.byteLength; at += 50_000) {
      for (const log of logs) {
        log.append(noise.subarray(at, at + 50_000));
        log.dropBefore(log.end - BLOCK_BYTES);
        const from = log.end - Math.min(log.size, 70_000);
        for (let place = from; place < log.end;) {
          const read = log.read(place, 9_999);
          expect(Buffer.compare(read, noise.subarray(place, place + read.byteLength))).toBe(0);
          place += read.byteLength;
        }
      }
    }
  });
});
