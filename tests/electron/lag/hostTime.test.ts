// What a host takes for typed input, told apart from what the link takes.
import { beforeEach, expect, it } from 'vitest';
import { HostTime } from '../../../electron/lag/hostTime.ts';
import { ManualClock } from '../../support/manualClock.ts';

let clock: ManualClock;
let host: HostTime;
beforeEach(() => {
  clock = new ManualClock();
  host = new HostTime(clock);
});

it('is the time to the acknowledgement, less the round trip', () => {
  for (const ms of [50, 45, 300]) {
    host.typed(10);
    clock.advance(ms);
    host.pending(0, { roundTripMs: 40, silentMs: 0 });
  }
  expect(host.medianMs).toBe(10);
});

it('is never less than nothing, nor known before the first answer', () => {
  expect(host.medianMs).toBeNull();
  host.typed(1);
  clock.advance(20);
  host.pending(0, { roundTripMs: 40, silentMs: 0 });
  expect(host.medianMs).toBe(0);
});

it('a wait counts only as far as the agent was heard meanwhile', () => {
  host.typed(312);
  clock.advance(3_000);
  expect(host.waitMs({ roundTripMs: 40, silentMs: 3_000 })).toBe(0);
  expect(host.waitMs({ roundTripMs: 40, silentMs: 500 })).toBe(2_460);
  host.pending(300, { roundTripMs: 40, silentMs: 0 });
  expect(host.waitMs({ roundTripMs: 40, silentMs: 0 })).toBe(2_960);
  host.pending(0, { roundTripMs: 40, silentMs: 0 });
  expect(host.waitMs({ roundTripMs: 40, silentMs: 0 })).toBe(0);
});

it('a cut is not the host’s time: what is pending is sent again', () => {
  host.typed(5);
  clock.advance(60_000);
  host.sentAgain(5);
  clock.advance(50);
  expect(host.waitMs({ roundTripMs: 40, silentMs: 0 })).toBe(10);
  host.pending(0, { roundTripMs: 40, silentMs: 0 });
  expect(host.medianMs).toBe(10);
});
