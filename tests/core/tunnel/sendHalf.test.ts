// What one direction of a stream holds until it is acknowledged: which buffers may be used again,
// and from where it may be sent anew.
import { describe, expect, it } from 'vitest';
import { SendHalf } from '../../../core/tunnel/sendHalf.ts';
import { named } from '../../support/protocolErrors.ts';
import { eachSeed } from '../../support/random.ts';

const SLAB = 100;

function setUp(limit = 1_000) {
  const freed: Uint8Array[] = [];
  const half = new SendHalf((slab) => freed.push(slab));
  half.grant(0, limit);
  const push = (): Uint8Array => {
    const slab = new Uint8Array(SLAB).fill(freed.length + 1);
    half.push(slab, true);
    return slab;
  };
  return { half, freed, push };
}

describe('a buffer', () => {
  it('may be used again when all of it is acknowledged, and not before', () => {
    const { half, freed, push } = setUp();
    const [first, second] = [push(), push()];
    expect([half.take(SLAB)?.isSlab, half.take(SLAB)?.isSlab]).toEqual([true, true]);
    half.grant(SLAB - 1, 1_000);
    expect(freed).toEqual([]);
    half.grant(SLAB, 1_000);
    expect(freed).toEqual([first]);
    half.grant(2 * SLAB, 1_000);
    expect(freed).toEqual([first, second]);
    half.grant(2 * SLAB, 1_001);
    expect(freed).toHaveLength(2);
  });

  it('that is sent in parts has no room for their heads, and is left alone', () => {
    const { half, freed, push } = setUp();
    push();
    const parts = [half.take(60), half.take(60)];
    expect(parts).toMatchObject([
      { offset: 0, isSlab: false },
      { offset: 60, isSlab: false },
    ]);
    expect(parts.map((part) => part?.bytes.byteLength)).toEqual([60, 40]);
    half.grant(SLAB, 1_000);
    expect(freed).toEqual([]);
  });

  it('that isn’t one of those is never given back', () => {
    const { half, freed } = setUp();
    half.push(new Uint8Array(SLAB));
    expect(half.take(SLAB)?.isSlab).toBe(false);
    half.grant(SLAB, 1_000);
    expect(freed).toEqual([]);
  });
});

describe('whatever is pushed, sent, granted and sent anew', () => {
  it('is sent as it was pushed, and held until it is acknowledged', () =>
    eachSeed(60, (random) => {
      const half = new SendHalf();
      const pushed: number[] = [];
      const there: number[] = [];
      let [consumed, limit] = [0, 0];
      for (let step = 0; step < 100; step++) {
        if (random.once(2)) {
          const bytes = random.bytes(random.between(1, 40));
          pushed.push(...bytes);
          half.push(bytes, random.once(2));
        }
        const part = half.take(random.between(1, 60));
        if (part) {
          expect(part.offset).toBe(there.length);
          there.push(...part.bytes);
          expect([...part.bytes]).toEqual(pushed.slice(part.offset, there.length));
        }
        if (random.once(3)) {
          consumed = random.between(consumed, there.length);
          limit = Math.max(limit, consumed + random.between(0, 100));
          half.grant(consumed, limit);
        }
        if (random.once(8)) {
          there.length = random.between(consumed, there.length); // the rest is lost in a cut
          half.rewind(there.length);
        }
        expect(there.length).toBeLessThanOrEqual(limit);
        const waiting = pushed.length - there.length;
        expect([half.end, half.held, half.waiting, half.drained]).toEqual([
          ...[pushed.length, pushed.length - consumed, waiting, waiting === 0],
        ]);
      }
      expect(half.ended).toBe(false);
      half.finish();
      expect(half.ended).toBe(true);
    }));
});

describe('on another connection', () => {
  it('what the other side lacks goes again, whole buffers as such', () => {
    const { half, push } = setUp();
    push();
    push();
    half.take(SLAB);
    half.take(SLAB);
    half.rewind(SLAB);
    expect([half.waiting, half.drained]).toEqual([SLAB, false]);
    expect(half.take(1_000)).toMatchObject({ offset: SLAB, isSlab: true });
    half.rewind(150);
    expect(half.take(1_000)).toMatchObject({ offset: 150, isSlab: false });
    expect([half.waiting, half.held, half.drained]).toEqual([0, 2 * SLAB, true]);
  });

  it('nothing goes that is gone, and nothing counts as come that was never sent', () => {
    const { half, push } = setUp();
    push();
    half.take(60);
    half.grant(30, 1_000);
    expect(named(() => half.rewind(29))).toBe('offset-gap');
    expect(named(() => half.rewind(61))).toBe('credit-ahead');
    expect(named(() => half.rewind(30))).toBe('');
    expect(half.take(1_000)).toMatchObject({ offset: 30 });
  });

  it('goes no further than was granted', () => {
    const { half, push } = setUp(70);
    push();
    expect([half.take(1_000)?.bytes.byteLength, half.take(1_000)]).toEqual([70, undefined]);
    half.grant(0, 90);
    expect(half.take(1_000)?.bytes.byteLength).toBe(20);
  });

  it('goes to the last byte that is granted, or that a frame takes, and never as nothing', () => {
    const { half, push } = setUp(1);
    push();
    expect(half.take(0)).toBeUndefined();
    expect(half.take(1_000)?.bytes.byteLength).toBe(1);
    half.grant(0, 1_000);
    expect(half.take(1)).toMatchObject({ offset: 1 });
    expect(half.take(0)).toBeUndefined();
    expect([half.take(1_000)?.bytes.byteLength, half.take(1_000)]).toEqual([98, undefined]);
  });
});
