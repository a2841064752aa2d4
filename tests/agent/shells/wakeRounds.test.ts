// A crowd of viewers is woken in parts; each is woken after whatever it is woken for.
import { describe, expect, it } from 'vitest';
import { WakeRounds } from '../../../agent/shells/wakeRounds.ts';
import { settle } from '../../support/manualClock.ts';

const PART = 64;

function crowd(count: number, sends = true) {
  const woken = Array<number>(count).fill(0);
  const sleepers = new Set(woken.map((_, n) => ({ wake: () => (woken[n]!++, sends) })));
  return { woken, rounds: new WakeRounds(sleepers), sleepers };
}

const sum = (all: number[]): number => all.reduce((one, other) => one + other, 0);

describe('a crowd', () => {
  it('that is small is woken at once', () => {
    const { woken, rounds } = crowd(PART - 1);
    rounds.wakeAll();
    expect(woken.every((times) => times === 1)).toBe(true);
  });

  it('that is large is woken in parts, each once', async () => {
    const { woken, rounds } = crowd(3 * PART);
    rounds.wakeAll();
    expect(sum(woken)).toBe(PART);
    for (let turn = 0; turn < 5; turn++) await settle();
    expect(woken.every((times) => times === 1)).toBe(true);
  });

  it('is woken once more for what came in the middle of a round, however often', async () => {
    const { woken, rounds } = crowd(2 * PART);
    rounds.wakeAll();
    for (let times = 0; times < 10; times++) rounds.wakeAll();
    for (let turn = 0; turn < 10; turn++) await settle();
    expect(woken.every((times) => times === 2)).toBe(true);
    rounds.wakeAll();
    expect(sum(woken)).toBe(2 * 2 * PART + PART);
  });

  it('of those who can send nothing holds up nobody', () => {
    const { woken, rounds } = crowd(10 * PART, false);
    rounds.wakeAll();
    expect(sum(woken)).toBe(10 * PART);
  });
});
