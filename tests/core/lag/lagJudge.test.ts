// When a figure is called too high, and when no longer: confirmed, apart, and without flicker,
// whatever the figure does near its threshold.
import { describe, expect, it } from 'vitest';
import { LagJudge, RECOVERY } from '../../../core/lag/lagJudge.ts';
import { eachSeed, type Random } from '../../support/random.ts';

const ENTER_MS = 1_000;
const LEAVE_MS = 2_000;
const RULE = { enterMs: ENTER_MS, leaveMs: LEAVE_MS };

function judge() {
  return new LagJudge({ first: RULE, second: RULE });
}

describe('a figure', () => {
  it('is too high only once it has stayed so', () => {
    const one = new LagJudge({ it: RULE });
    expect(one.look({ it: 1 }, 0)).toBeNull();
    expect(one.look({ it: 5 }, ENTER_MS - 1)).toBeNull();
    expect(one.look({ it: 1 }, ENTER_MS)).toBe('it');
  });

  it('that dips begins anew', () => {
    const one = new LagJudge({ it: RULE });
    one.look({ it: 2 }, 0);
    one.look({ it: 0.99 }, 500);
    expect(one.look({ it: 2 }, 1_000)).toBeNull();
    expect(one.look({ it: 2 }, 1_999)).toBeNull();
    expect(one.look({ it: 2 }, 2_000)).toBe('it');
  });

  it('is well again only clearly below its threshold, and once it has stayed there', () => {
    const one = new LagJudge({ it: RULE });
    one.look({ it: 1 }, 0);
    one.look({ it: 1 }, ENTER_MS);
    expect(one.look({ it: RECOVERY }, 10_000)).toBe('it');
    expect(one.look({ it: 0.7 }, 20_000)).toBe('it');
    expect(one.look({ it: RECOVERY }, 21_000)).toBe('it');
    expect(one.look({ it: 0.7 }, 22_000)).toBe('it');
    expect(one.look({ it: 0.7 }, 24_000)).toBeNull();
  });

  it('that needs no confirmation is judged at once', () => {
    const one = new LagJudge({ it: { enterMs: 0, leaveMs: 0 } });
    expect(one.look({ it: 1 }, 0)).toBe('it');
    expect(one.look({ it: 0.74 }, 0)).toBeNull();
  });
});

describe('several figures', () => {
  it('are told by weight, not by how high they are', () => {
    const both = judge();
    both.look({ first: 0, second: 9 }, 0);
    expect(both.look({ first: 0, second: 9 }, ENTER_MS)).toBe('second');
    both.look({ first: 1, second: 9 }, ENTER_MS);
    expect(both.look({ first: 1, second: 9 }, 2 * ENTER_MS)).toBe('first');
  });

  it('are forgotten with the connection', () => {
    const both = judge();
    both.look({ first: 9, second: 0 }, 0);
    both.look({ first: 9, second: 0 }, ENTER_MS);
    both.reset();
    expect(both.verdict).toBeNull();
  });
});

/** Says of a figure's course whether it could ever have been confirmed on the other side. */
class SlowJudge {
  #looks: { level: number; now: number }[] = [];
  high = false;

  look(level: number, now: number): void {
    this.#looks.push({ level, now });
    const other = (one: number): boolean => (this.high ? one < RECOVERY : one >= 1);
    const run: number[] = [];
    for (const look of [...this.#looks].reverse()) {
      if (!other(look.level)) break;
      run.push(look.now);
    }
    const needed = this.high ? LEAVE_MS : ENTER_MS;
    if (run.length === 0 || run[0]! - run.at(-1)! < needed) return;
    this.high = !this.high;
    this.#looks = [];
  }
}

function levelNear(random: Random): number {
  return random.between(random.once(3) ? 0 : 60, 130) / 100;
}

it('any course is judged as by going through all of it', async () => {
  await eachSeed(200, (random) => {
    const [fast, slow] = [new LagJudge({ it: RULE }), new SlowJudge()];
    let now = 0;
    for (let step = 0; step < 200; step++) {
      now += random.between(1, 900);
      const level = levelNear(random);
      slow.look(level, now);
      expect(fast.look({ it: level }, now) === 'it').toBe(slow.high);
    }
  });
});

it('a figure that trembles around its threshold changes the verdict once at most', async () => {
  await eachSeed(200, (random) => {
    const one = new LagJudge({ it: RULE });
    let [changes, before] = [0, one.verdict];
    for (let now = 0; now < 600_000; now += random.between(100, 2_000)) {
      const verdict = one.look({ it: random.between(80, 120) / 100 }, now);
      if (verdict !== before) changes++;
      before = verdict;
    }
    expect(changes).toBeLessThanOrEqual(1);
  });
});
