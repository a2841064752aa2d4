// Runs benches one after the other, prints what they found, and keeps it.
import type { Bench, Measurement, Run } from './bench.ts';
import { Lifetime, StopSignal } from './lifetime.ts';
import { keep } from './record.ts';
import { cells, COLUMNS } from './report/figures.ts';
import { load, machine, versions } from './report/machine.ts';
import { textTable } from './report/table.ts';
import { within } from './stage/within.ts';

/** @returns the names of those that could not be measured */
export async function runBenches(benches: readonly Bench[], quick: boolean): Promise<string[]> {
  const failed: string[] = [];
  const stop = new StopSignal();
  for (const bench of benches) {
    if (stop.stopped) failed.push(bench.name);
    else if (!(await succeeds(runBench(bench, quick, stop), bench))) failed.push(bench.name);
  }
  return failed;
}

async function succeeds(run: Promise<void>, { name }: Bench): Promise<boolean> {
  try {
    await run;
    return true;
  } catch (error) {
    console.error(`${name} could not be measured:`, error);
    return false;
  }
}

async function runBench(bench: Bench, quick: boolean, stop: StopSignal): Promise<void> {
  console.log(`\n── ${bench.title} (${bench.name}) ──`);
  const [before, since] = [load(), performance.now()];
  const found = await measure(bench, quick, stop);
  const file = await keep({
    ...{ bench: bench.name, date: new Date().toISOString(), quick },
    ...{ seconds: Math.round((performance.now() - since) / 1000), load: { before, after: load() } },
    ...{ machine: machine(), versions: versions() },
    ...found,
  });
  show(found, file, quick);
}

async function measure(bench: Bench, quick: boolean, stop: StopSignal): Promise<Measurement> {
  const lifetime = new Lifetime();
  const run: Run = {
    quick,
    say: (line) => console.log(`  ${line}`),
    use: (thing) => lifetime.use(thing),
  };
  try {
    const measured = Promise.race([bench.measure(run), stop.asked]);
    return await within(bench.limitMs, 'It was not measured', measured);
  } finally {
    await lifetime.end(); // what still waits for any of it fails then
  }
}

function show({ figures, notes }: Measurement, file: string, quick: boolean): void {
  console.log(textTable([COLUMNS, ...figures.map(cells)]));
  for (const note of notes) console.log(note);
  if (quick) console.log('A quick run: its figures mean nothing.');
  console.log(`Every sample is in ${file}.`);
}
