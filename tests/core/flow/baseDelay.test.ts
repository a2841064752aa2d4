import { beforeEach, describe, expect, it } from 'vitest';
import { BaseDelay, BELIEVED_MS } from '../../../core/flow/baseDelay.ts';

let base: BaseDelay;
beforeEach(() => {
  base = new BaseDelay();
});

describe('the delay without a queue', () => {
  it('is the shortest that was seen, and unknown before', () => {
    expect([base.ms, base.isOld(1e9)]).toEqual([undefined, false]);
    for (const ms of [50, 40, 60, 45]) base.take(ms, 0, false);
    expect(base.ms).toBe(40);
  });

  it('is believed while something like it is seen, and becomes no longer by that', () => {
    base.take(40, 0, false);
    base.take(45, BELIEVED_MS, false); // a tenth and a millisecond more
    expect([base.ms, base.isOld(2 * BELIEVED_MS)]).toEqual([40, false]);
    expect(base.isOld(2 * BELIEVED_MS + 1)).toBe(true);
    base.take(46, 2 * BELIEVED_MS, false);
    expect(base.isOld(2 * BELIEVED_MS + 1)).toBe(true);
  });

  it('is another one when it is old, and a sample shows the bare path', () => {
    base.take(40, 0, false);
    base.take(90, BELIEVED_MS + 1, false); // which may be a queue
    expect(base.ms).toBe(40);
    base.take(90, BELIEVED_MS, true); // it isn't old yet
    expect(base.ms).toBe(40);
    base.take(90, BELIEVED_MS + 1, true);
    expect([base.ms, base.isOld(BELIEVED_MS + 2)]).toEqual([90, false]);
  });

  it('is what was measured with the queue let run empty', () => {
    base.take(40, 0, false);
    base.renew(70, 5);
    expect([base.ms, base.isOld(BELIEVED_MS + 5)]).toEqual([70, false]);
  });
});
