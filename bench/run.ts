// Runs benches one after the other, prints what they found, and keeps it.
import { withResolvers } from '../core/task/taskGroup.ts';
import type { Bench, Measurement, Run } from './bench.ts';
import { keep } from './record.ts';
import { cells, COLUMNS } from './report/figures.ts';
import { load, machine, versions } from './report/machine.ts';
import { textTable } from './report/table.ts';
import { within } from './stage/within.ts';

class Stopped extends Error {}

/** @returns the names of those that could not be measured */
export async function runBenches(benches: readonly Bench[], quick: boolean): Promise<string[]> {
  const failed: string[] = [];
  for (const bench of benches) {
    try {
      await runBench(bench, quick);
    } catch (error) {
      if (error instanceof Stopped) return [bench.name];
      console.error(`${bench.name} could not be measured:`, error);
      failed.push(bench.name);
    }
  }
  return failed;
}

async function runBench(bench: Bench, quick: boolean): Promise<void> {
  console.log(`\n── ${bench.title} (${bench.name}) ──`);
  const [before, since] = [load(), performance.now()];
  const found = await measure(bench, quick);
  const file = await keep({
    ...{ bench: bench.name, date: new Date().toISOString(), quick },
    ...{ seconds: Math.round((performance.now() - since) / 1000), load: { before, after: load() } },
    ...{ machine: machine(), versions: versions() },
    ...found,
  });
  show(found, file, quick);
}

/** However it goes, all that was started is ended: what still waits for it fails then. */
async function measure(bench: Bench, quick: boolean): Promise<Measurement> {
  const things: AsyncDisposable[] = [];
  const run: Run = {
    quick,
    say: (line) => console.log(`  ${line}`),
    use: (thing) => (things.push(thing), thing),
  };
  const stop = stopping();
  try {
    const measured = Promise.race([bench.measure(run), stop.asked]);
    return await within(bench.limitMs, 'It was not measured', measured);
  } finally {
    stop.forget();
    for (const thing of things.reverse()) await thing[Symbol.asyncDispose]();
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Told to stop, a run fails at once and still ends what it has started. */
function stopping(): { asked: Promise<never>; forget: () => void } {
  const { promise: asked, reject } = withResolvers<never>();
  const stop = (): void => {
    process.exitCode = 1;
    reject(new Stopped('Stopped before its end.'));
  };
  for (const signal of SIGNALS) process.once(signal, stop);
  return { asked, forget: () => SIGNALS.forEach((signal) => process.removeListener(signal, stop)) };
}

function show({ figures, notes }: Measurement, file: string, quick: boolean): void {
  console.log(textTable([COLUMNS, ...figures.map(cells)]));
  for (const note of notes) console.log(note);
  if (quick) console.log('A quick run: its figures mean nothing.');
  console.log(`Every sample is in ${file}.`);
}
