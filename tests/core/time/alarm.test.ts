// A timer that several ask for goes off once, and for the first of them.
import { expect, it } from 'vitest';
import { Alarm } from '../../../core/time/alarm.ts';
import { ManualClock } from '../../support/manualClock.ts';

function set() {
  const clock = new ManualClock();
  const rang: number[] = [];
  const alarm = new Alarm(clock, () => rang.push(clock.now()));
  return { clock, rang, alarm };
}

it('it goes off once, for whoever wants it first', () => {
  const { clock, rang, alarm } = set();
  alarm.within(500);
  alarm.within(100);
  alarm.within(300);
  expect(clock.waiting).toBe(1);
  clock.advance(1_000);
  expect([rang, clock.waiting]).toEqual([[100], 0]);
});

it('it can be asked for again, also while it goes off', () => {
  const clock = new ManualClock();
  let rung = 0;
  const alarm = new Alarm(clock, () => void (++rung < 3 && alarm.within(10)));
  alarm.within(10);
  clock.advance(100);
  expect([rung, clock.waiting]).toEqual([3, 0]);
});

it('it stays silent once cancelled, and can be asked for later', () => {
  const { clock, rang, alarm } = set();
  alarm.within(10);
  alarm.cancel();
  clock.advance(50);
  alarm.within(10);
  clock.advance(50);
  expect(rang).toEqual([60]);
});
