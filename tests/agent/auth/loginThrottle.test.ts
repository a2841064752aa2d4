import { describe, expect, it } from 'vitest';
import {
  LoginThrottle,
  MAX_PENDING,
  MAX_PENDING_PER_ADDRESS,
  MAX_WAIT_MS,
} from '../../../agent/auth/loginThrottle.ts';
import { ManualClock } from '../../support/manualClock.ts';

const HERE = '10.0.0.1';
const ELSEWHERE = '10.0.0.2';

function setUp() {
  const clock = new ManualClock();
  return { clock, throttle: new LoginThrottle(clock) };
}

/** The waits that a guesser meets who tries again as soon as it is let in. */
function waitsOf(guesses: number): number[] {
  const { clock, throttle } = setUp();
  return Array.from({ length: guesses }, () => {
    throttle.failed(HERE);
    const wait = throttle.waitMs(HERE);
    clock.advance(wait);
    return wait;
  });
}

describe('failed logins', () => {
  it('make the next one from there wait twice as long each time, up to ten seconds', () => {
    expect(waitsOf(9)).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]);
  });

  it('side by side add up, but never to more than the longest wait', () => {
    const { throttle } = setUp();
    for (let i = 0; i < 100; i++) throttle.failed(HERE);
    expect(throttle.waitMs(HERE)).toBe(MAX_WAIT_MS);
  });

  it('do not slow down another address', () => {
    const { throttle } = setUp();
    for (let i = 0; i < 5; i++) throttle.failed(HERE);
    expect(throttle.waitMs(ELSEWHERE)).toBe(0);
  });

  it('are forgiven one by one as time passes', () => {
    const { clock, throttle } = setUp();
    for (let i = 0; i < 4; i++) throttle.failed(HERE);
    clock.advance(30_000); // two of four
    throttle.failed(HERE);
    expect(throttle.waitMs(HERE)).toBe(1000);
    clock.advance(60_000);
    throttle.failed(HERE);
    expect(throttle.waitMs(HERE)).toBe(250);
  });

  it('are forgotten after a login that succeeded', () => {
    const { throttle } = setUp();
    for (let i = 0; i < 4; i++) throttle.failed(HERE);
    throttle.succeeded(HERE);
    expect(throttle.waitMs(HERE)).toBe(0);
  });

  it('from very many addresses slow everybody down, but gently', () => {
    const { throttle } = setUp();
    for (let i = 0; i < 10_000; i++) throttle.failed(`10.1.${i >> 8}.${i & 255}`);
    expect(throttle.waitMs(ELSEWHERE)).toBe(2000);
  });

  it('cost nobody else anything while they are few', () => {
    const { throttle } = setUp();
    for (let i = 0; i < 30; i++) throttle.failed(`10.1.0.${i}`);
    expect(throttle.waitMs(ELSEWHERE)).toBe(0);
  });
});

describe('connections that are logging in', () => {
  it('are bounded for each address', () => {
    const { throttle } = setUp();
    for (let i = 0; i < MAX_PENDING_PER_ADDRESS; i++) expect(throttle.admit(HERE)).toBeDefined();
    expect(throttle.admit(HERE)).toBeUndefined();
    expect(throttle.admit(ELSEWHERE)).toBeDefined();
  });

  it('are bounded in all', () => {
    const { throttle } = setUp();
    for (let i = 0; i < MAX_PENDING; i++) expect(throttle.admit(`10.0.1.${i}`)).toBeDefined();
    expect(throttle.admit(HERE)).toBeUndefined();
  });

  it('give their place back once, however often they are told to', () => {
    const { throttle } = setUp();
    const first = throttle.admit(HERE);
    throttle.admit(HERE);
    first?.release();
    first?.release();
    expect(throttle.pending).toBe(1);
  });
});
