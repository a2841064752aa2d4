// How long to wait before an agent is dialled again.
import { describe, expect, it } from 'vitest';
import { backoffMs, hedgeMs } from '../../../core/client/retry.ts';

describe('the next attempt', () => {
  it('comes half a second after one without an answer, up to a quarter earlier by chance', () => {
    expect([0, 0.5, 1].map(hedgeMs)).toEqual([500, 437.5, 375]);
  });

  it('comes later with each refusal, from a quarter of a second up to five', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 7, 1e9].map((refusals) => backoffMs(refusals, 0));
    expect(waits).toEqual([250, 250, 500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
    expect(backoffMs(3, 1)).toBe(750);
  });
});
