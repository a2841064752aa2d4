import { describe, expect, it } from 'vitest';
import { DeliveryMeter, MAX_PIECES } from '../../../core/flow/deliveryMeter.ts';
import { eachSeed } from '../../support/random.ts';
import { Path } from './path.ts';

describe('a delivery meter', () => {
  it('tells the round trip and the rate of a piece', () => {
    const meter = new DeliveryMeter();
    meter.sent(1000, 5);
    expect(meter.delivered(1000, 55)).toMatchObject({ rttMs: 50, rate: 20, bytes: 1000 });
    expect(meter.inFlight).toBe(0);
  });

  it('tells nothing before a whole piece has arrived, and then of all that did', () => {
    const meter = new DeliveryMeter();
    meter.sent(1000, 0);
    expect(meter.delivered(400, 10)).toBeUndefined();
    expect(meter.delivered(600, 20)).toMatchObject({ rttMs: 20, bytes: 1000 });
  });

  it('tells of each byte once', () => {
    const meter = new DeliveryMeter();
    for (const bytes of [1000, 500, 200]) meter.sent(bytes, 0);
    const told = [1000, 500, 200].map((bytes) => meter.delivered(bytes, 10)!.bytes);
    expect(told).toEqual([1000, 500, 200]);
  });

  it('an acknowledgement of more than was sent counts for what was sent', () => {
    const meter = new DeliveryMeter();
    meter.sent(10, 0);
    meter.delivered(1000, 1);
    expect(meter.inFlight).toBe(0);
  });

  it('remembers so many pieces, and no fewer', () => {
    const meter = new DeliveryMeter();
    for (let piece = 0; piece < MAX_PIECES; piece++) meter.sent(10, piece);
    expect(meter.delivered(10, MAX_PIECES)).toMatchObject({ rttMs: MAX_PIECES, bytes: 10 });
  });

  it('forgets the oldest pieces where nothing is acknowledged, and goes by the later ones', () => {
    const meter = new DeliveryMeter();
    for (let piece = 0; piece <= MAX_PIECES; piece++) meter.sent(10, piece);
    expect(meter.inFlight).toBe(10 * (MAX_PIECES + 1));
    expect(meter.delivered(10, MAX_PIECES + 5)).toBeUndefined();
    const rest = meter.delivered(10 * MAX_PIECES, MAX_PIECES + 5);
    expect(rest).toMatchObject({ rttMs: 5, bytes: 10 * (MAX_PIECES + 1) });
    expect(meter.inFlight).toBe(0);
  });

  it('a pause between two pieces is none of the path’s time', () => {
    const meter = new DeliveryMeter();
    meter.sent(1000, 0);
    meter.delivered(1000, 10);
    meter.sent(1000, 5000);
    expect(meter.delivered(1000, 5010)).toMatchObject({ rttMs: 10, rate: 100 });
  });

  it('acknowledgements that come in a heap don’t make the path faster', () => {
    const meter = new DeliveryMeter();
    for (let piece = 0; piece < 10; piece++) meter.sent(1000, piece * 10);
    const rates = Array.from({ length: 10 }, () => meter.delivered(1000, 200)!.rate);
    expect(Math.max(...rates)).toBeLessThanOrEqual(1000 / 10 + 1e-9);
  });

  it('pieces that left slowly, and are acknowledged in a heap, don’t either', () => {
    const meter = new DeliveryMeter();
    meter.sent(1_000, 0);
    meter.sent(1_000, 90);
    meter.delivered(1_000, 100);
    meter.sent(1_000, 150);
    expect(meter.delivered(2_000, 160)?.rate).toBeCloseTo(2_000 / 150);
  });

  it('marks what was sent while there was too little to send', () => {
    const meter = new DeliveryMeter();
    meter.sent(10, 0);
    meter.ranDry();
    meter.sent(10, 1);
    expect(meter.delivered(10, 2)!.idle).toBe(false);
    expect(meter.delivered(10, 3)!.idle).toBe(true);
    meter.sent(10, 4);
    expect(meter.delivered(10, 5)!.idle).toBe(false);
  });

  it('a round is over when what was under way at its begin has arrived', () => {
    const meter = new DeliveryMeter();
    for (let piece = 0; piece < 4; piece++) meter.sent(10, 0);
    const rounds = Array.from({ length: 4 }, () => {
      const { newRound } = meter.delivered(10, 5)!;
      meter.sent(10, 5);
      return newRound;
    });
    expect(rounds).toEqual([true, false, false, false]);
    expect(meter.delivered(10, 10)!.newRound).toBe(true);
  });

  it('never tells more than the path carries', () =>
    eachSeed(20, (random) => {
      const path = new Path({ delayMs: random.between(0, 100), rate: random.between(1, 10_000) });
      const meter = new DeliveryMeter();
      const send = (): void => {
        const bytes = random.between(1, 30_000);
        path.send(bytes);
        meter.sent(bytes, path.now);
      };
      for (let step = 0; step < 500; step++) {
        while (path.inFlight === 0 || random.once(2)) send();
        const delivery = meter.delivered(path.next(), path.now);
        // Two in the same instant count as 0.05 ms apart, hence the second bound.
        expect(delivery!.rate).toBeLessThanOrEqual(Math.max(path.rate * 1.001, 30_000 / 0.05));
        expect(meter.inFlight).toBe(path.inFlight);
      }
    }));
});
