// When the end of input is typed a second time, in a time of the test's own.
import { expect, it } from 'vitest';
import { EndOfInput } from '../../../agent/shells/endOfInput.ts';
import { ManualClock } from '../../support/manualClock.ts';

function ended(gathers: boolean | undefined) {
  const clock = new ManualClock();
  const state = { gathers, typed: 0 };
  const end = new EndOfInput({
    clock,
    gathersLines: () => state.gathers,
    type: () => void state.typed++,
  });
  end.tell();
  return { clock, state, end };
}

it('is typed once to whoever has the terminal raw, or nobody knows of', () => {
  for (const gathers of [false, undefined]) {
    const { clock, state } = ended(gathers);
    state.gathers = false;
    clock.advance(20_000);
    expect(state.typed).toBe(1);
    expect(clock.waiting).toBe(0);
  }
});

it('is typed once more when a line editor takes the terminal over, and then no more', () => {
  const { clock, state } = ended(true);
  clock.advance(3_000);
  expect(state.typed).toBe(1);
  state.gathers = false;
  clock.advance(100);
  expect(state.typed).toBe(2);
  state.gathers = true;
  clock.advance(1_000);
  state.gathers = false;
  clock.advance(20_000);
  expect(state.typed).toBe(2);
  expect(clock.waiting).toBe(0);
});

it('is not waited with for ever, nor after somebody has typed on', () => {
  const { clock, state } = ended(true);
  clock.advance(20_000);
  state.gathers = false;
  clock.advance(1_000);
  expect(state.typed).toBe(1);
  const other = ended(true);
  other.end.over();
  other.state.gathers = false;
  other.clock.advance(1_000);
  expect(other.state.typed).toBe(1);
  expect(other.clock.waiting).toBe(0);
});
