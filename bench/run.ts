// Runs benches one after the other, prints what they found, and keeps it.
import { CannotCompare } from './against/cannotCompare.ts';
import type { Bench } from './bench.ts';
import { StopSignal } from './lifetime.ts';
import { measure, type Measured } from './measure.ts';
import { keep } from './record.ts';
import { cells, COLUMNS } from './report/figures.ts';
import { load, machine, versions } from './report/machine.ts';
import { processorLines } from './report/processorTime.ts';
import { textTable } from './report/table.ts';

/** Measures one bench, and tells what it found. Fails when it could not be measured. */
export type Runner = (bench: Bench, quick: boolean, stop: StopSignal) => Promise<void>;

/** @returns the names of those that could not be measured */
export async function runBenches(
  benches: readonly Bench[],
  quick: boolean,
  runner: Runner = runBench,
): Promise<string[]> {
  const failed: string[] = [];
  const stop = new StopSignal();
  for (const bench of benches) {
    if (stop.stopped) failed.push(bench.name);
    else if (!(await succeeds(runner(bench, quick, stop), bench))) failed.push(bench.name);
  }
  return failed;
}

async function succeeds(run: Promise<void>, { name }: Bench): Promise<boolean> {
  try {
    await run;
    return true;
  } catch (error) {
    const words = error instanceof CannotCompare ? error.message : error;
    console.error(`${name} could not be measured:`, words);
    return false;
  }
}

async function runBench(bench: Bench, quick: boolean, stop: StopSignal): Promise<void> {
  console.log(`\n── ${bench.title} (${bench.name}) ──`);
  const [before, since] = [load(), performance.now()];
  const found = await measure(bench, { quick, stop, say: (line) => console.log(`  ${line}`) });
  show(found, quick); // before it is kept: a full disk takes no figures from anybody
  const file = await keep({
    ...{ bench: bench.name, date: new Date().toISOString(), quick },
    ...{ seconds: Math.round((performance.now() - since) / 1000), load: { before, after: load() } },
    ...{ machine: machine(), versions: versions() },
    ...found,
  });
  console.log(`Every sample is in ${file}.`);
}

function show({ figures, notes, measuredS, processorS }: Measured, quick: boolean): void {
  console.log(textTable([COLUMNS, ...figures.map(cells)]));
  const lines = processorLines(measuredS, processorS);
  if (lines.length > 0) console.log(`\n${textTable(lines)}`);
  for (const note of notes) console.log(note);
  if (quick) console.log('A quick run: its figures mean nothing.');
}
