// One bench on two builds, in turns: what this checkout's rig finds of the commit's app and agent,
// and of those that are here.
import { ROOT, startFrom } from '../../tests/support/buildUnderTest.ts';
import type { Bench, Figure } from '../bench.ts';
import type { StopSignal } from '../lifetime.ts';
import { measure, type Measured } from '../measure.ts';
import { processorFigures } from '../report/processorTime.ts';
import { CannotCompare } from './cannotCompare.ts';
import type { Compared } from './difference.ts';
import type { OtherBuild } from './otherBuild.ts';
import { inTurns, SIDES, type Side } from './turns.ts';

/** A bench that says nothing of it is compared in so many. */
const ROUNDS = 8;

export interface Comparing {
  other: OtherBuild;
  /** Undefined: as many as the bench has. */
  rounds: number | undefined;
  quick: boolean;
  stop: StopSignal;
}

/** What each run of each build found, in the order in which they ran. */
export type Runs = Record<Side, Measured[]>;

export interface Found {
  /** As many of each. */
  runs: Runs;
  /** What ended it before all rounds were through. */
  failure: Error | undefined;
}

export function roundsOf(bench: Bench, { rounds }: Pick<Comparing, 'rounds'>): number {
  return rounds ?? bench.rounds ?? ROUNDS;
}

/** @throws Error when not even one round could be measured */
export async function runInTurns(bench: Bench, comparing: Comparing): Promise<Found> {
  const rounds = roundsOf(bench, comparing);
  const runs: Runs = { there: [], here: [] };
  const runHere = (): Promise<Measured> => runOnce(bench, 'here', comparing);
  const since = performance.now();
  for (const [turn, side] of inTurns(rounds).entries()) {
    const round = Math.floor(turn / SIDES.length) + 1;
    console.log(`  round ${round} of ${rounds}, ${nameOf(side, comparing)}`);
    try {
      runs[side].push(await runTwice(bench, side, comparing));
    } catch (error) {
      return whole(runs, await explained(error, { side, runs, stop: comparing.stop, runHere }));
    }
    if (turn === 1) console.log(`  ${toGo(performance.now() - since, rounds - 1)} to go`);
  }
  return whole(runs, undefined);
}

/** The figures that every run has, processor time among them. */
export function table({ there, here }: Runs): Compared[] {
  const [first, ...others] = [...there, ...here].map(allFigures);
  const everywhere = first!.filter(({ what }) =>
    others.every((list) => valueOf(list, what) !== undefined),
  );
  const values = (list: Measured[], what: string): number[] =>
    list.map((one) => valueOf(allFigures(one), what)!);
  return everywhere.map(({ what, unit }) => {
    return { what, unit, there: values(there, what), here: values(here, what) };
  });
}

export function nameOf(side: Side, { other }: Pick<Comparing, 'other'>): string {
  return side === 'there' ? other.commit.short : 'this checkout';
}

/** What else a machine does can make a run fail: one that did is repeated, and that is told. */
async function runTwice(bench: Bench, side: Side, comparing: Comparing): Promise<Measured> {
  try {
    return await runOnce(bench, side, comparing);
  } catch (error) {
    if (comparing.stop.stopped) throw error;
    console.log(`  It failed, and is measured once more: ${String(error)}`);
    return runOnce(bench, side, comparing);
  }
}

async function runOnce(bench: Bench, side: Side, comparing: Comparing): Promise<Measured> {
  const { quick, stop, other } = comparing;
  startFrom(side === 'there' ? other.folder : ROOT);
  try {
    return await measure(bench, { quick, stop, say: () => undefined });
  } finally {
    startFrom(ROOT);
  }
}

interface Failed {
  side: Side;
  runs: Runs;
  stop: StopSignal;
  runHere: () => Promise<unknown>;
}

/** A commit that never can be measured, where this checkout can, is not one that this rig knows. */
async function explained(error: unknown, { side, runs, stop, runHere }: Failed): Promise<Error> {
  if (side === 'here' || runs.there.length > 0 || stop.stopped) {
    return error instanceof Error ? error : new Error(String(error));
  }
  await runHere(); // where that fails it isn't the commit
  const words =
    'This checkout can be measured and the commit can’t: it may be too old for these benches. ' +
    `Compare with a later one. What went wrong: ${String(error)}`;
  return new CannotCompare('too-old', words, error);
}

function whole({ there, here }: Runs, failure: Error | undefined): Found {
  const rounds = Math.min(there.length, here.length);
  if (failure !== undefined && rounds < SIDES.length) throw failure;
  return { runs: { there: there.slice(0, rounds), here: here.slice(0, rounds) }, failure };
}

function allFigures({ figures, processorS }: Measured): Figure[] {
  return [...figures, ...processorFigures(processorS)];
}

function valueOf(figures: readonly Figure[], wanted: string): number | undefined {
  return figures.find(({ what }) => what === wanted)?.value;
}

function toGo(roundMs: number, rounds: number): string {
  const seconds = Math.round((roundMs * rounds) / 1000);
  return seconds < 120 ? `about ${seconds} s` : `about ${Math.round(seconds / 60)} min`;
}
