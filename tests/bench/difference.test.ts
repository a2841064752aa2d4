// Does the comparison of benches tell a real difference from noise? Tried on noise of which it is
// known what is in it.
import { describe, expect, it } from 'vitest';
import {
  holm,
  judge,
  roundsNeeded,
  type Compared,
  type Difference,
} from '../../bench/against/difference.ts';
import { leastProbability, pairsBeyond, rankTest } from '../../bench/against/rankTest.ts';
import { inTurns } from '../../bench/against/turns.ts';
import { eachSeed, seeded, type Random } from '../support/random.ts';

/** Mann-Whitney as it is defined: every way of dividing the values is looked at. */
function byHand(a: number[], b: number[]): number {
  const all = [...a, ...b];
  const beats = (x: number, y: number): number => (Math.sign(x - y) + 1) / 2;
  const wins = (list: number[], others: number[]): number =>
    list.flatMap((x) => others.map((y) => beats(x, y))).reduce((sum, won) => sum + won, 0);
  const middle = (a.length * b.length) / 2;
  const seen = Math.abs(wins(a, b) - middle);
  let [apart, ways] = [0, 0];
  for (let set = 0; set < 2 ** all.length; set++) {
    const first = all.filter((_, at) => (set >> at) & 1);
    if (first.length !== a.length) continue;
    const second = all.filter((_, at) => !((set >> at) & 1));
    ways++;
    if (Math.abs(wins(first, second) - middle) >= seen - 1e-9) apart++;
  }
  return apart / ways;
}

describe('the test by ranks', () => {
  it('comes to what its definition says, with equal values too', () =>
    eachSeed(100, (random) => {
      const list = (): number[] =>
        Array.from({ length: random.between(1, 5) }, () => random.int(8));
      const [a, b] = [list(), list()];
      expect(rankTest(a, b)).toBeCloseTo(byHand(a, b), 10);
      expect(rankTest(b, a)).toBeCloseTo(rankTest(a, b), 10);
    }));

  it('is as sure as it can be where all of one lies below the other', () => {
    for (const each of [2, 4, 6, 8, 20]) {
      const low = Array.from({ length: each }, (_, at) => at);
      const high = low.map((value) => value + each);
      expect(rankTest(low, high)).toBeCloseTo(leastProbability(each), 12);
    }
    expect(leastProbability(8)).toBeCloseTo(2 / 12_870, 12);
    expect(rankTest([3, 3, 3], [3, 3, 3])).toBe(1);
  });

  it('knows the tables of its critical values', () => {
    expect(pairsBeyond(8, 8, 0.95)).toBe(14); // U ≤ 13 is beyond, in every printed table
    expect(pairsBeyond(6, 6, 0.95)).toBe(6);
    expect(pairsBeyond(3, 3, 0.95)).toBe(0);
  });
});

it('many figures are judged together', () => {
  expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
  expect(holm([0.9, 0.9])).toEqual([1, 1]);
  expect(roundsNeeded(1)).toBe(4);
  expect(roundsNeeded(15)).toBe(6);
  expect(roundsNeeded(30)).toBe(7);
});

/** Near the normal distribution. */
function normal(random: Random): number {
  let sum = -6;
  for (let one = 0; one < 12; one++) sum += random.int(1_000_000) / 1_000_000;
  return sum;
}

/** What a table of figures looks like on a computer that others use as well. */
interface Machine {
  /** Of each run, as part of the figure. */
  noise: number;
  /** How much of the noise the figures of one run have in common. */
  common: number;
  /** By how much all gets slower from the first run to the last. */
  drift: number;
  /** How much of one run's disturbance is still there in the next. */
  lasting: number;
  /** Once in so many runs something else takes the machine. */
  burst: number;
}

const CALM: Machine = { noise: 0.05, common: 0, drift: 0, lasting: 0, burst: Infinity };
const MACHINES: Record<string, Machine> = {
  calm: CALM,
  noisy: { ...CALM, noise: 0.3 },
  'figures that hang together': { ...CALM, common: 0.9 },
  'one that gets slower': { ...CALM, drift: 0.5 },
  'one that others use for a while': { ...CALM, common: 0.5, lasting: 0.8 },
  'one with bursts': { ...CALM, burst: 6 },
};

const FIGURES = 15;
const ROUNDS = 8;

/** @param effect what the first figure is of itself in the build here */
function measured(random: Random, machine: Machine, effect = 1, rounds = ROUNDS): Compared[] {
  const table = Array.from({ length: FIGURES }, (_, at): Compared => {
    return { what: `figure ${at}`, unit: 'ms', there: [], here: [] };
  });
  let disturbed = 0;
  const turns = inTurns(rounds);
  for (const [run, side] of turns.entries()) {
    const { noise, common, drift, lasting, burst } = machine;
    disturbed = lasting * disturbed + Math.sqrt(1 - lasting ** 2) * normal(random);
    const taken = burst < Infinity && random.once(burst) ? 2 : 1;
    for (const [at, figure] of table.entries()) {
      const own = Math.sqrt(1 - common ** 2) * normal(random);
      const shaken = Math.exp(noise * (common * disturbed + own)) * taken;
      const slower = 1 + (drift * run) / turns.length;
      figure[side].push(20 * shaken * slower * (side === 'here' && at === 0 ? effect : 1));
    }
  }
  return table;
}

function told(random: Random, machine: Machine, effect?: number, rounds?: number): Difference[] {
  return judge(measured(random, machine, effect, rounds)).filter(({ differs }) => differs);
}

function share(times: number, seen: (random: Random) => boolean): number {
  return (
    Array.from({ length: times }, (_, seed) => seen(seeded(seed + 1))).filter(Boolean).length /
    times
  );
}

describe('where nothing differs', () => {
  it.each(Object.entries(MACHINES))('nothing is told, on a machine that is %s', (_, machine) => {
    expect(share(400, (random) => told(random, machine).length > 0)).toBeLessThanOrEqual(0.08);
  });

  it('nothing is told of a difference that is real but of no interest', () => {
    const still = { ...CALM, noise: 0.0001 };
    expect(told(seeded(1), still, 1.01)).toEqual([]);
    expect(told(seeded(1), still, 1.05)).toHaveLength(1);
  });

  it('the spread holds the truth about as often as it says', () => {
    const holds = share(400, (random) => {
      const [first] = judge(measured(random, CALM, 1.2));
      return first!.low <= 1.2 && 1.2 <= first!.high;
    });
    expect(holds).toBeGreaterThan(0.91);
  });
});

describe('where one figure differs', () => {
  it.each([
    ['calm', 1.25],
    ['calm', 0.8],
    ['noisy', 3],
    ['figures that hang together', 1.25],
    ['one that gets slower', 1.6],
    ['one that others use for a while', 1.25],
    ['one with bursts', 2.5],
  ] as const)('it is told on a machine that is %s, %d×', (name, effect) => {
    const found = share(200, (random) =>
      told(random, MACHINES[name]!, effect).some(({ what }) => what === 'figure 0'),
    );
    expect(found).toBeGreaterThan(0.9);
  });

  it('too few rounds can’t tell it, whatever it is', () => {
    expect(told(seeded(1), CALM, 100, roundsNeeded(FIGURES) - 1)).toEqual([]);
    expect(told(seeded(1), CALM, 100, roundsNeeded(FIGURES))).toHaveLength(1);
  });
});

describe('a figure', () => {
  const one = (there: number[], here: number[]): Difference =>
    judge([{ what: 'x', unit: 'ms', there, here }])[0]!;

  it('is told as a ratio, with its spread', () => {
    const { kind, value, low, high, differs } = one([10, 10, 11, 10, 9], [20, 21, 20, 19, 20]);
    expect({ kind, differs }).toEqual({ kind: 'ratio', differs: true });
    expect(value).toBe(2);
    expect(low).toBeGreaterThan(1.7);
    expect(high).toBeLessThan(2.3);
  });

  it('that may be 0 or less is told by how much it is larger', () => {
    const { kind, value, differs } = one([-1, 0, 1, 0, 1], [7, 8, 9, 8, 7]);
    expect({ kind, value, differs }).toEqual({ kind: 'shift', value: 8, differs: true });
  });

  it('that never changes is no difference', () => {
    expect(one([0, 0, 0, 0, 0], [0, 0, 0, 0, 0])).toMatchObject({ value: 0, differs: false });
  });
});

it('what is compared takes turns, so that a drift takes as much from both', () => {
  expect(inTurns(3)).toEqual(['there', 'here', 'here', 'there', 'there', 'here']);
  for (const rounds of [4, 8]) {
    const places = (side: string): number =>
      inTurns(rounds).reduce((sum, one, at) => sum + (one === side ? at : 0), 0);
    expect(places('there')).toBe(places('here'));
  }
});
