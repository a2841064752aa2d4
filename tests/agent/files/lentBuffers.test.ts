import { describe, expect, it } from 'vitest';
import { LentBuffers } from '../../../agent/files/lentBuffers.ts';

const BYTES = 100_000;

/** What is read fills so many bytes of the buffer. */
function reading(bytes: number): (into: Uint8Array | undefined) => Promise<Uint8Array> {
  return (into) => Promise.resolve((into ?? new Uint8Array(bytes)).subarray(0, bytes));
}

describe('buffers that are sent out of', () => {
  it('are used again when the last part of them was answered, and not before', async () => {
    const lent = new LentBuffers(BYTES);
    const first = await lent.read(BYTES, reading(90_000));
    lent.answered(first.subarray(0, 50_000));
    const second = await lent.read(BYTES, reading(BYTES));
    expect(second.buffer).not.toBe(first.buffer);
    lent.answered(first.subarray(50_000));
    const third = await lent.read(BYTES, reading(BYTES));
    expect(third.buffer).toBe(first.buffer);
  });

  it('are used again at once when nothing came', async () => {
    const lent = new LentBuffers(BYTES);
    const none = await lent.read(BYTES, reading(0));
    expect((await lent.read(BYTES, reading(BYTES))).buffer).toBe(none.buffer);
  });

  it('are none of ours where little is read, or anybody else’s is answered', async () => {
    const lent = new LentBuffers(BYTES);
    const small = await lent.read(1_000, reading(1_000));
    lent.answered(small);
    lent.answered(new Uint8Array(BYTES));
    const large = await lent.read(BYTES, reading(BYTES));
    expect(large.buffer).not.toBe(small.buffer);
    lent.answered(large);
    lent.answered(large); // a second time it is nobody's
    const [one, other] = [
      await lent.read(BYTES, reading(BYTES)),
      await lent.read(BYTES, reading(BYTES)),
    ];
    expect(one.buffer).not.toBe(other.buffer);
  });
});
