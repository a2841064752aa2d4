import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { BLOCK_BYTES, ByteLog } from '../../../core/replay/byteLog.ts';
import { eachSeed, seeded } from '../../support/random.ts';

/** All that the log holds from an offset on. */
function readAll(log: ByteLog, from: number): Buffer {
  const parts: Uint8Array[] = [];
  for (let at = from; at < log.end; at += parts.at(-1)!.byteLength) parts.push(log.read(at, 9999));
  return Buffer.concat(parts);
}

const NOISE = seeded(1).bytes(300_000);

describe('a byte log', () => {
  it('follows a plain array through any sequence of calls', async () => {
    await eachSeed(30, (random) => {
      const first = random.pick([0, 1, BLOCK_BYTES - 1, 2 ** 40]);
      const log = new ByteLog(first);
      let model = Buffer.alloc(0);
      let start = first;
      for (let step = 0; step < 60; step++) {
        const length = random.pick([0, 1, 100, BLOCK_BYTES, 2 * BLOCK_BYTES + 1]);
        const from = random.int(NOISE.byteLength - length);
        const bytes = NOISE.subarray(from, from + length);
        log.append(bytes);
        model = Buffer.concat([model, bytes]);
        if (random.once(2)) {
          const upTo = start - 10 + random.int(model.byteLength + 20);
          log.dropBefore(upTo);
          const drop = Math.min(Math.max(0, upTo - start), model.byteLength);
          model = model.subarray(drop);
          start += drop;
        }
        expect([log.start, log.end, log.size]).toEqual([
          start,
          start + model.byteLength,
          model.byteLength,
        ]);
        expect(log.allocated).toBeGreaterThanOrEqual(log.size);
        expect(log.allocated).toBeLessThan(log.size + 2 * BLOCK_BYTES);
        const at = random.int(model.byteLength + 1);
        const max = random.int(50_000);
        const read = log.read(start + at, max);
        expect(read.byteLength).toBeLessThanOrEqual(max);
        expect(read.byteLength > 0).toBe(max > 0 && at < model.byteLength);
        expect(model.subarray(at, at + read.byteLength).equals(read)).toBe(true);
      }
      expect(readAll(log, start).equals(model)).toBe(true);
    });
  });

  it('gives views that stay as they were, whatever is appended and dropped afterwards', () => {
    const log = new ByteLog();
    const bytes = seeded(1).bytes(100);
    log.append(bytes);
    const view = log.read(0, 100);
    log.append(new Uint8Array(3 * BLOCK_BYTES));
    log.dropBefore(2 * BLOCK_BYTES);
    expect(Buffer.from(view).equals(bytes)).toBe(true);
  });

  it('refuses offsets outside of what it holds', () => {
    const log = new ByteLog(100);
    log.append(new Uint8Array(10));
    log.dropBefore(105);
    expect(() => log.read(104, 1)).toThrow(RangeError);
    expect(() => log.read(111, 1)).toThrow('offset 111 is outside 105–110');
    expect(log.read(110, 1).byteLength).toBe(0);
  });

  it('holds a million one-byte appends in little more than a million bytes', () => {
    const log = new ByteLog();
    const before = process.memoryUsage().arrayBuffers;
    const byte = Uint8Array.of(120);
    for (let count = 0; count < 1_000_000; count++) log.append(byte);
    const held = process.memoryUsage().arrayBuffers - before;
    expect(log.size).toBe(1_000_000);
    expect(held).toBeLessThan(1_000_000 + 4 * BLOCK_BYTES);
  });

  it('takes no more memory than it was told to, and holds what fits', async () => {
    await eachSeed(30, (random) => {
      const log = new ByteLog(random.int(100));
      while (log.size < 200_000) log.append(NOISE.subarray(0, random.between(1, 40_000)));
      log.dropBefore(log.start + random.int(50_000));
      const [bytes, before] = [random.int(300_000), log.size];
      log.dropBefore(log.startWithin(bytes));
      expect(log.allocated <= bytes || log.size === 0).toBe(true);
      expect(log.size).toBeGreaterThanOrEqual(Math.min(before, bytes - 2 * BLOCK_BYTES));
    });
  });

  it('gives memory back as it drops', async () => {
    const log = new ByteLog();
    const piece = new Uint8Array(BLOCK_BYTES);
    const before = heldAfterCollection();
    for (let count = 0; count < 2000; count++) {
      log.append(piece);
      log.dropBefore(log.end - 10);
    }
    // What a collection found is swept beside the program, so the figure may come later than it.
    await expect.poll(() => heldAfterCollection() - before).toBeLessThan(10 * BLOCK_BYTES);
    expect(log.size).toBe(10);
  });
});

function heldAfterCollection(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().arrayBuffers;
}
