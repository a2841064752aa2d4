import { describe, expect, it } from 'vitest';
import { LoginThrottle } from '../../../agent/auth/loginThrottle.ts';
import { ManualClock } from '../../support/manualClock.ts';

const HERE = '10.0.0.1';
const ELSEWHERE = '10.0.0.2';

function setUp() {
  const clock = new ManualClock();
  return { clock, throttle: new LoginThrottle(clock) };
}

function failTimes(throttle: LoginThrottle, times: number): number[] {
  return Array.from({ length: times }, () => throttle.failed(HERE));
}

describe('failed logins', () => {
  it('are answered later each time, from a quarter of a second up to ten seconds', () => {
    const delays = [250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000];
    expect(failTimes(setUp().throttle, 8)).toEqual(delays);
  });

  it('are so also long after the agent was started', () => {
    const { clock, throttle } = setUp();
    clock.advance(24 * 3_600_000);
    expect(failTimes(throttle, 3)).toEqual([250, 500, 1_000]);
  });

  it('are remembered of those that failed last', () => {
    const { clock, throttle } = setUp();
    failTimes(throttle, 500);
    for (let n = 0; n < 4_095; n++) throttle.failed(`${n}`);
    throttle.failed(HERE);
    throttle.failed('one more than are remembered');
    clock.advance(4_700_000); // all together are forgiven, this one isn't yet
    expect(throttle.failed(HERE)).toBe(10_000);
  });

  it.each([
    [4_095, 10_000],
    [4_096, 250],
  ])('are remembered of so many addresses: after %i others it costs %i ms', (others, delay) => {
    const { clock, throttle } = setUp();
    failTimes(throttle, 500);
    for (let n = 0; n < others; n++) throttle.failed(`${n}`);
    clock.advance(4_700_000); // all together are forgiven, this one isn't yet
    expect(throttle.failed(HERE)).toBe(delay);
  });

  it('do not slow down another address', () => {
    const { throttle } = setUp();
    failTimes(throttle, 5);
    expect(throttle.failed(ELSEWHERE)).toBe(250);
  });

  it('are forgiven one by one as time passes', () => {
    const { clock, throttle } = setUp();
    failTimes(throttle, 4);
    clock.advance(14_999);
    expect(throttle.failed(HERE)).toBe(4_000); // none yet
    clock.advance(45_000); // three of five
    expect(throttle.failed(HERE)).toBe(1000);
    clock.advance(60_000);
    expect(throttle.failed(HERE)).toBe(250);
  });

  it('are forgotten after a login that succeeded', () => {
    const { throttle } = setUp();
    failTimes(throttle, 4);
    throttle.succeeded(HERE);
    expect(throttle.failed(HERE)).toBe(250);
  });

  it('are slowed down also when each comes from another address', () => {
    const { throttle } = setUp();
    const delays = Array.from({ length: 10_000 }, (_, i) =>
      throttle.failed(`10.1.${i >> 8}.${i & 255}`),
    );
    expect(delays.slice(0, 31)).toEqual(new Array(31).fill(250));
    expect(delays.slice(31, 36)).toEqual([500, 1000, 2000, 4000, 8000]);
    expect(delays.at(-1)).toBe(10_000);
  });
});
