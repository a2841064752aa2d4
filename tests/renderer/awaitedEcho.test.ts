// Who has to wait with a picture while a key waits for its echo, and how long at most.
import { expect, it } from 'vitest';
import { ATTENTION_MS, AwaitedEcho, LONGEST_WAIT_MS } from '../../renderer/terminal/awaitedEcho.ts';
import { ManualClock } from '../support/manualClock.ts';

function make() {
  const clock = new ManualClock();
  const echo = new AwaitedEcho(clock.after.bind(clock), () => clock.now());
  const [typing, other] = [{ yields: false }, { yields: false }];
  const leave = echo.join(typing);
  echo.join(other);
  return { clock, echo, typing, other, leave };
}

it('the others wait until the terminal that is typed in has painted', () => {
  const { clock, echo, typing, other } = make();
  echo.typed(typing);
  expect([typing.yields, other.yields]).toEqual([false, true]);
  echo.painted(other);
  expect(other.yields).toBe(true);
  echo.painted(typing);
  expect(other.yields).toBe(false);
  expect(clock.waiting).toBe(0);
});

it('they don’t wait for a slow host', () => {
  const { clock, echo, typing, other } = make();
  echo.typed(typing);
  clock.advance(LONGEST_WAIT_MS - 1);
  echo.typed(typing); // the first key counts
  expect(other.yields).toBe(true);
  clock.advance(1);
  expect(other.yields).toBe(false);
});

it('a key in another terminal turns it round', () => {
  const { clock, echo, typing, other } = make();
  echo.typed(typing);
  echo.typed(other);
  expect([typing.yields, other.yields]).toEqual([true, false]);
  expect(clock.waiting).toBe(1);
});

it('nobody waits for a terminal that is gone', () => {
  const { clock, echo, typing, other, leave } = make();
  echo.typed(typing);
  leave();
  expect([other.yields, clock.waiting]).toEqual([false, 0]);
});

it('looks after the terminal that was touched last, for a while', () => {
  const { clock, echo, typing, other, leave } = make();
  const attention = () => [echo.attention(typing), echo.attention(other)];
  expect(attention()).toEqual(['none', 'none']);
  echo.touched(typing);
  clock.advance(ATTENTION_MS - 1);
  expect(attention()).toEqual(['here', 'beside']);
  clock.advance(1);
  expect(attention()).toEqual(['none', 'none']);
  echo.touched(other);
  echo.touched(typing);
  leave();
  expect(attention()).toEqual(['none', 'none']);
});
