// Who is cut off is waited for, a bounded time; who is back, or gone for good, is not.
import { expect, it } from 'vitest';
import { Absences, HOLD_MS } from '../../../agent/shells/absences.ts';
import { ManualClock } from '../../support/manualClock.ts';

function absences() {
  const clock = new ManualClock();
  let over = 0;
  const all = new Absences(clock, () => over++);
  return { clock, all, over: () => over };
}

it('waits for the one who lacks most', () => {
  const { all } = absences();
  expect(all.oldestPlace).toBe(Infinity);
  all.cutOff({}, 700);
  all.cutOff({}, 300);
  expect(all.oldestPlace).toBe(300);
});

it('waits no longer than it says, and tells when it is over', () => {
  const { clock, all, over } = absences();
  all.cutOff({}, 300);
  clock.advance(HOLD_MS - 1);
  expect([all.oldestPlace, over()]).toEqual([300, 0]);
  clock.advance(1);
  expect([all.oldestPlace, over()]).toEqual([Infinity, 1]);
});

it('waits anew for a client that was back in between', () => {
  const { clock, all } = absences();
  const client = {};
  all.cutOff(client, 300);
  clock.advance(HOLD_MS - 1);
  all.forget(client);
  expect(all.oldestPlace).toBe(Infinity);
  all.cutOff(client, 900);
  clock.advance(HOLD_MS - 1);
  expect(all.oldestPlace).toBe(900);
});

it('leaves no timer behind', () => {
  const { clock, all } = absences();
  all.cutOff({}, 1);
  all.cutOff({}, 2);
  all.clear();
  expect(clock.waiting).toBe(0);
});
