// The watchdog's lines: the first at once, never a flood of them, and the worst is never lost.
import { expect, it } from 'vitest';
import { QUIET_MS, StallLog } from '../../../electron/watchdog/stallLog.ts';
import { ManualClock } from '../../support/manualClock.ts';

function make() {
  const clock = new ManualClock();
  const lines: string[] = [];
  return { clock, lines, log: new StallLog(clock, (line) => lines.push(line)) };
}

it('tells the first at once, and the rest as one line with the worst', () => {
  const { clock, lines, log } = make();
  log.tell('60 ms', 60);
  for (const ms of [70, 900, 80]) log.tell(`${ms} ms`, ms);
  expect(lines).toEqual(['60 ms']);
  clock.advance(QUIET_MS);
  expect(lines).toEqual(['60 ms', '3 more since; the worst: 900 ms']);
});

it('writes a line in ten seconds at most, however long it goes on', () => {
  const { clock, lines, log } = make();
  for (let second = 0; second < 100; second++) {
    log.tell('60 ms', 60);
    clock.advance(1000);
  }
  expect(lines).toHaveLength(11);
});

it('is at once again after a quiet time, and keeps no timer then', () => {
  const { clock, lines, log } = make();
  log.tell('60 ms', 60);
  clock.advance(QUIET_MS);
  expect(clock.waiting).toBe(0);
  log.tell('70 ms', 70);
  expect(lines).toEqual(['60 ms', '70 ms']);
});
