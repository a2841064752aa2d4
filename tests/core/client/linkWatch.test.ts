// When a link counts as slow: by its round trip and by its silence, with what is usual beside
// it; and what watching costs while all is well.
import { beforeEach, describe, expect, it } from 'vitest';
import { LinkWatch } from '../../../core/client/linkWatch.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { eachSeed } from '../../support/random.ts';

const BEAT_MS = 2_000;
let clock: ManualClock;
let thresholds: { roundTripMs: number; silenceMs: number };
let link: { roundTripMs: number | null; heardAt: number; readonly silentMs: number };
let watch: LinkWatch;
let changes: (string | null)[];

beforeEach(() => {
  clock = new ManualClock();
  thresholds = { roundTripMs: 400, silenceMs: 5_000 };
  link = {
    roundTripMs: null,
    heardAt: 0,
    get silentMs() {
      return clock.now() - this.heardAt;
    },
  };
  changes = [];
  watch = new LinkWatch({
    clock,
    thresholds: () => thresholds,
    onChange: () => changes.push(watch.lag),
  });
  watch.start(link);
});

/** So many heartbeats pass, each answered after `ms`, which is the median too. */
function beats(count: number, ms: number): void {
  for (let n = 0; n < count; n++) {
    clock.advance(BEAT_MS);
    link.heardAt = clock.now();
    link.roundTripMs = ms;
    watch.answered(ms);
  }
}

describe('a link', () => {
  it('is slow once its round trip stays above the threshold, and well clearly below it', () => {
    beats(5, 40);
    beats(1, 620);
    expect(watch.lag).toBeNull();
    beats(1, 620);
    expect([watch.lag, watch.usualMs]).toEqual(['round-trip', 40]);
    beats(5, 310);
    expect(watch.lag).toBe('round-trip');
    beats(3, 290);
    expect([watch.lag, changes]).toEqual([null, ['round-trip', null]]);
  });

  it('is slow when no answer comes, tells how long each second, and recovers with the answers', () => {
    beats(3, 40);
    clock.advance(5_000);
    expect(changes).toEqual(['silence']);
    clock.advance(3_000);
    expect(changes).toEqual(['silence', 'silence', 'silence', 'silence']);
    beats(2, 40);
    expect(watch.lag).toBe('silence');
    beats(2, 40);
    expect([watch.lag, changes.at(-1)]).toEqual([null, null]);
  });

  it('whose answers come only now and then doesn’t flicker', () => {
    beats(3, 40);
    for (let n = 0; n < 20; n++) {
      clock.advance(5_500);
      link.heardAt = clock.now();
      watch.answered(40);
    }
    expect(new Set(changes)).toEqual(new Set(['silence']));
  });

  it('is judged by other thresholds as soon as there are some', () => {
    beats(10, 100);
    thresholds = { ...thresholds, roundTripMs: 50 };
    watch.look();
    clock.advance(1_000);
    expect(watch.lag).toBe('round-trip');
    thresholds = { ...thresholds, roundTripMs: 400 };
    watch.look();
    clock.advance(1_000);
    expect(watch.lag).toBeNull();
  });

  it('is usually as it is in good times, however long the bad ones last', () => {
    beats(5, 40);
    beats(50, 620);
    expect([watch.lag, watch.usualMs]).toEqual(['round-trip', 40]);
  });

  it('tells how long it was silent as long as that counts, also when it is heard again', () => {
    beats(3, 40);
    clock.advance(7_000);
    expect([watch.lag, watch.silenceMs]).toEqual(['silence', 7_000]);
    beats(1, 40);
    expect([watch.lag, watch.silenceMs >= 7_000]).toEqual(['silence', true]);
  });

  it('that is lost lags no more, and leaves a gap in the curve', () => {
    beats(3, 620);
    watch.stop();
    expect([watch.lag, clock.waiting]).toEqual([null, 0]);
    clock.advance(10_000);
    watch.start(link);
    beats(1, 50);
    const points = watch.roundTrips.points(clock.now()).slice(-10);
    expect(points.filter((point) => point === null).length).toBeGreaterThanOrEqual(4);
    expect(points.at(-1)).toBe(50);
  });

  it('that is well is looked at no more than its heartbeats need', () => {
    beats(3, 40);
    expect(clock.waiting).toBe(1);
    clock.advance(4_999);
    expect([watch.lag, changes]).toEqual([null, []]);
  });
});

it('a delay that trembles around the threshold changes the state once at most', async () => {
  await eachSeed(50, (random) => {
    link.heardAt = clock.now();
    watch.stop();
    watch.start(link);
    changes = [];
    for (let n = 0; n < 200; n++) beats(1, random.between(320, 480));
    const turns = changes.filter((lag, at) => at === 0 || lag !== changes[at - 1]);
    expect(turns.length).toBeLessThanOrEqual(1);
  });
});
