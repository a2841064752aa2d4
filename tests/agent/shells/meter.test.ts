import { beforeEach, describe, expect, it } from 'vitest';
import { Meter, type MeterReading } from '../../../agent/shells/meter.ts';
import { ManualClock } from '../../support/manualClock.ts';

let clock: ManualClock;
let reading: MeterReading;
let told: MeterReading[];
let meter: Meter;

beforeEach(() => {
  clock = new ManualClock();
  reading = { produced: 0, window: 100 };
  told = [];
  meter = new Meter(
    clock,
    () => ({ ...reading }),
    (one) => told.push(one),
  );
});

describe('a meter', () => {
  it('tells how it stands a while after a change, however many there were', () => {
    for (reading.produced = 1; reading.produced < 10; reading.produced++) meter.changed();
    clock.advance(249);
    meter.changed();
    expect([told, clock.waiting]).toEqual([[], 1]);
    clock.advance(1);
    expect([told, clock.waiting]).toEqual([[{ produced: 10, window: 100 }], 0]);
  });

  it('tells nothing that it has told', () => {
    meter.changed();
    clock.advance(250);
    meter.changed();
    clock.advance(250);
    expect(told).toHaveLength(1);
    reading.window = 200; // the same place, and another window
    meter.changed();
    clock.advance(250);
    expect(told).toHaveLength(2);
    expect(clock.waiting).toBe(0);
  });

  it('tells somebody who takes nothing once a second', () => {
    meter.changed(true);
    clock.advance(999);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toHaveLength(1);
  });

  it('leaves no timer when it is stopped', () => {
    meter.changed();
    meter.stop();
    clock.advance(1_000);
    expect([clock.waiting, told]).toEqual([0, []]);
  });
});
