// Turns at the window's one event loop: one at a time, in the order asked, and none for ever.
import { beforeEach, expect, it } from 'vitest';
import { TURN_LIMIT_MS, Turns } from '../../renderer/terminal/turns.ts';
import { ManualClock } from '../support/manualClock.ts';

let clock: ManualClock;
let later: (() => void)[];
let turns: Turns;
let taken: string[];
let ends: (() => void)[];

beforeEach(() => {
  clock = new ManualClock();
  [later, taken, ends] = [[], [], []];
  turns = new Turns({ later: (run) => later.push(run), after: clock.after.bind(clock) });
});

function ask(name: string): void {
  turns.ask((done) => {
    taken.push(name);
    ends.push(done);
  });
}

const otherWork = (): void => later.splice(0).forEach((run) => run());

it('the first is had at once, the next after the one before and other work', () => {
  for (const name of ['a', 'b', 'c']) ask(name);
  expect(taken).toEqual(['a']);
  ends[0]!();
  expect(taken).toEqual(['a']);
  otherWork();
  expect(taken).toEqual(['a', 'b']);
});

it('ending one twice gives no second one', () => {
  for (const name of ['a', 'b', 'c']) ask(name);
  ends[0]!();
  ends[0]!();
  otherWork();
  expect(taken).toEqual(['a', 'b']);
});

it('one that isn’t ended is over after a while, and ending it then means nothing', () => {
  for (const name of ['a', 'b', 'c']) ask(name);
  clock.advance(TURN_LIMIT_MS - 1);
  otherWork();
  expect(taken).toEqual(['a']);
  clock.advance(1);
  otherWork();
  expect(taken).toEqual(['a', 'b']);
  ends[0]!();
  otherWork();
  expect(taken).toEqual(['a', 'b']);
});

it('once all have had theirs no timer is left, and the next is had at once again', () => {
  ask('a');
  ends[0]!();
  otherWork();
  expect(clock.waiting).toBe(0);
  ask('b');
  expect(taken).toEqual(['a', 'b']);
});
