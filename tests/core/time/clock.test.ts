import { describe, expect, it } from 'vitest';
import { pause, systemClock } from '../../../core/time/clock.ts';
import { ManualClock } from '../../support/manualClock.ts';

describe('a pause', () => {
  it('ends when its time is over, not before', async () => {
    const clock = new ManualClock();
    let over = false;
    void pause(clock, 100).then(() => (over = true));
    await clock.pass(99);
    expect(over).toBe(false);
    await clock.pass(1);
    expect(over).toBe(true);
  });

  it('ends at once when its signal aborts, and leaves no timer behind', async () => {
    const clock = new ManualClock();
    const control = new AbortController();
    const paused = pause(clock, 100, control.signal);
    control.abort();
    await paused;
    expect(clock.waiting).toBe(0);
  });

  it('does not begin under a signal that has aborted', async () => {
    const clock = new ManualClock();
    await pause(clock, 100, AbortSignal.abort());
    expect(clock.waiting).toBe(0);
  });
});

describe("the system's clock", () => {
  it('calls back, and forgets what was cancelled', async () => {
    const order: string[] = [];
    const cancel = systemClock.after(0, () => order.push('cancelled'));
    cancel();
    await new Promise<void>((resolve) => systemClock.after(1, resolve));
    expect(order).toEqual([]);
    expect(systemClock.now()).toBeLessThanOrEqual(systemClock.now());
  });
});
