// Unacknowledged input is told once it is old, once for all that was typed meanwhile.
import { beforeEach, expect, it } from 'vitest';
import { PendingNotice } from '../../../electron/shells/pendingNotice.ts';
import { ManualClock } from '../../support/manualClock.ts';

let clock: ManualClock;
let shown: number;
let notice: PendingNotice;

beforeEach(() => {
  clock = new ManualClock();
  shown = 0;
  notice = new PendingNotice(clock, () => shown++);
});

it('is told 150 ms after the first of it, once', () => {
  notice.typed();
  clock.advance(100);
  notice.typed();
  clock.advance(49);
  expect(shown).toBe(0);
  clock.advance(1);
  expect([shown, clock.waiting]).toEqual([1, 0]);
});

it('is told again when more is typed after that', () => {
  notice.typed();
  clock.advance(150);
  notice.typed();
  clock.advance(150);
  expect(shown).toBe(2);
});

it('is not told of a shell that is over, and leaves no timer', () => {
  notice.typed();
  notice.stop();
  expect(clock.waiting).toBe(0);
  clock.advance(1_000);
  expect(shown).toBe(0);
});
