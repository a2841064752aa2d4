import { describe, expect, it } from 'vitest';
import { Heartbeat, type HeartbeatOptions } from '../../../core/connection/heartbeat.ts';
import { LIMITS } from '../../../core/wire/protocol.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { eachSeed } from '../../support/random.ts';

function beating(options: Partial<HeartbeatOptions> = {}) {
  const clock = new ManualClock();
  const pings: number[] = [];
  const silences: number[] = [];
  let roundTrips = 0;
  const heartbeat = new Heartbeat({
    clock,
    ping: (token) => pings.push(token),
    onRoundTrip: () => roundTrips++,
    onSilence: () => silences.push(clock.now()),
    ...options,
  });
  const answer = (): void => {
    heartbeat.heard();
    heartbeat.pong(pings.at(-1)!);
  };
  /** The peer answers the PING of the beat that is due now; then it is the next one's time. */
  const answerAfter = (ms: number): void => {
    clock.advance(0);
    clock.advance(ms);
    answer();
    clock.advance(LIMITS.heartbeatMs - ms);
  };
  return { clock, pings, silences, heartbeat, answer, answerAfter, roundTrips: () => roundTrips };
}

describe('a heartbeat', () => {
  it('pings at once, and then at each interval, with a token of its own each time', () => {
    const { clock, pings, answer } = beating();
    for (let beat = 0; beat < 5; beat++) {
      clock.advance(beat === 0 ? 0 : LIMITS.heartbeatMs);
      expect(pings.length).toBe(beat + 1);
      answer();
    }
    expect(new Set(pings).size).toBe(5);
  });

  it('measures the round trip, and gives the median of the last ones', () => {
    const { heartbeat, answerAfter, roundTrips } = beating();
    expect(heartbeat.roundTripMs).toBeNull();
    for (const ms of [40, 10, 900, 20, 30]) answerAfter(ms);
    expect([heartbeat.roundTripMs, roundTrips()]).toEqual([30, 5]);
  });

  it('forgets old round trips, so that a change shows after a few', () => {
    const { heartbeat, answerAfter } = beating();
    for (let times = 0; times < 50; times++) answerAfter(10);
    for (let times = 0; times < 4; times++) answerAfter(600);
    expect(heartbeat.roundTripMs).toBe(10);
    answerAfter(600);
    expect(heartbeat.roundTripMs).toBe(600);
  });

  it('counts nothing that it never asked for, and nothing twice', () => {
    const { clock, heartbeat, pings, roundTrips } = beating();
    clock.advance(0);
    heartbeat.pong(999);
    expect(roundTrips()).toBe(0);
    heartbeat.pong(pings[0]!);
    heartbeat.pong(pings[0]!);
    expect([roundTrips(), heartbeat.roundTripMs]).toEqual([1, 0]);
  });

  it.each([LIMITS.heartbeatMs, 100])('measures a link of 30 s with a beat each %d ms', (beat) => {
    const { clock, heartbeat, pings, roundTrips } = beating({ intervalMs: beat });
    const late = 30_000 / beat;
    clock.advance(0);
    for (let beats = 1; beats < late + 20; beats++) {
      heartbeat.heard();
      clock.advance(beat);
      if (beats >= late) heartbeat.pong(pings[beats - late]!);
    }
    expect([heartbeat.roundTripMs, roundTrips()]).toEqual([30_000, 20]);
  });

  it('takes an answer that is late by many beats', () => {
    const { clock, heartbeat, pings } = beating();
    clock.advance(0);
    clock.advance(3 * LIMITS.heartbeatMs);
    heartbeat.pong(pings[0]!);
    expect(heartbeat.roundTripMs).toBe(3 * LIMITS.heartbeatMs);
  });

  it('finds a silence when it is as long as it may be, wherever between two beats it began', async () => {
    await eachSeed(200, (random) => {
      const { clock, heartbeat, silences } = beating();
      for (let times = random.int(20); times > 0; times--) {
        clock.advance(random.int(LIMITS.silenceMs));
        heartbeat.heard();
      }
      const last = clock.now();
      clock.advance(LIMITS.silenceMs - 1);
      expect(silences).toEqual([]);
      clock.advance(10 * LIMITS.silenceMs);
      expect(silences).toEqual([last + LIMITS.silenceMs]); // once
      expect(clock.waiting).toBe(0);
    });
  });

  it('gives the peer another interval when it was this process that stood still', () => {
    const { clock, silences, answer } = beating();
    clock.advance(0);
    clock.standStill(60_000);
    clock.advance(0);
    expect(silences).toEqual([]);
    clock.advance(LIMITS.heartbeatMs - 1);
    answer(); // what had waited to be read
    clock.advance(LIMITS.heartbeatMs);
    expect(silences).toEqual([]);
  });

  it('finds a peer that is gone after such a stand-still, an interval later', () => {
    const { clock, silences } = beating();
    clock.advance(0);
    clock.standStill(60_000);
    clock.advance(LIMITS.heartbeatMs);
    expect(silences).toHaveLength(1);
  });

  it('takes anything at all for a sign of life', () => {
    const { clock, heartbeat, silences } = beating();
    for (let times = 0; times < 20; times++) {
      clock.advance(LIMITS.silenceMs - 1);
      expect(heartbeat.silentMs).toBe(LIMITS.silenceMs - 1);
      heartbeat.heard();
    }
    expect(silences).toEqual([]);
  });

  it('stops', () => {
    const { clock, heartbeat, pings, silences } = beating();
    clock.advance(0);
    heartbeat.stop();
    clock.advance(100 * LIMITS.silenceMs);
    expect([pings.length, silences.length, clock.waiting]).toEqual([1, 0, 0]);
  });
});
