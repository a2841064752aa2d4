// Which figures of two builds differ, and by how much. Of many figures some always seem to differ,
// so the whole table is judged at once: where nothing differs, all of it says so in 95 of 100 runs.
import type { Unit } from '../bench.ts';
import { median } from '../report/statistics.ts';
import { leastProbability, pairsBeyond, rankTest } from './rankTest.ts';

/** How seldom a table in which nothing differs may say that something does (Holm). */
export const FALSE_ALARMS = 0.05;
const CONFIDENCE = 0.95;
/** Less is of no interest to anybody, as real as it may be: of the figure, and by itself. */
export const LEAST_PART = 0.03;
const LEAST: Record<Unit, number> = {
  ms: 0.1,
  s: 0.02,
  KB: 0.5,
  MB: 0.5,
  'MB/s': 0,
  '%': 0.05,
  '×': 0.02,
};

/** One figure, as each run of the two builds found it. */
export interface Compared {
  what: string;
  unit: Unit;
  there: number[];
  here: number[];
}

export interface Difference extends Compared {
  /** What one build's figure is of the other's, or by how much it is larger where that can be 0. */
  kind: 'ratio' | 'shift';
  /** The middle of what each run here was to each run there. */
  value: number;
  /** Within these it is with a confidence of 95 %, this figure taken alone. */
  low: number;
  high: number;
  /** How often noise alone would have done this somewhere in the table. */
  probability: number;
  differs: boolean;
}

/** @throws RangeError when a figure has not been measured of both */
export function judge(table: readonly Compared[]): Difference[] {
  const probabilities = holm(table.map(({ there, here }) => rankTest(there, here)));
  return table.map((compared, at) => {
    const probability = probabilities[at]!;
    const difference = { ...compared, ...spread(compared), probability };
    const differs = probability <= FALSE_ALARMS && isOfInterest(difference);
    return { ...difference, differs };
  });
}

/** The fewest rounds that can tell one of so many figures from noise. */
export function roundsNeeded(figures: number): number {
  let rounds = 2;
  while (leastProbability(rounds) * figures > FALSE_ALARMS) rounds++;
  return rounds;
}

/** Each probability as it is among so many tries: the smallest counts for all of them. */
export function holm(probabilities: readonly number[]): number[] {
  const order = probabilities.map((_, at) => at);
  order.sort((a, b) => probabilities[a]! - probabilities[b]!);
  const adjusted = new Array<number>(probabilities.length);
  let worst = 0;
  for (const [place, at] of order.entries()) {
    worst = Math.max(worst, Math.min(1, probabilities[at]! * (probabilities.length - place)));
    adjusted[at] = worst;
  }
  return adjusted;
}

function spread({ there, here }: Compared): Pick<Difference, 'kind' | 'value' | 'low' | 'high'> {
  const kind = [...there, ...here].every((value) => value > 0) ? 'ratio' : 'shift';
  const each = there.flatMap((a) => here.map((b) => (kind === 'ratio' ? b / a : b - a)));
  each.sort((a, b) => a - b);
  const beyond = Math.max(0, pairsBeyond(there.length, here.length, CONFIDENCE) - 1);
  return { kind, value: median(each), low: each[beyond]!, high: each.at(-1 - beyond)! };
}

function isOfInterest({ there, here, kind, value, unit }: Omit<Difference, 'differs'>): boolean {
  const [before, after] = [median(there), median(here)];
  if (Math.abs(after - before) < LEAST[unit]) return false;
  return kind === 'shift' || Math.abs(Math.log(value)) >= Math.log(1 + LEAST_PART);
}
