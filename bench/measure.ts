// One run of one bench: begun, bounded in time, and ended with all that it has started.
import type { Bench, Measurement, Run } from './bench.ts';
import { Lifetime, type StopSignal } from './lifetime.ts';
import { ProcessorTime, type ProcessorSeconds } from './processorTime.ts';
import { within } from './stage/within.ts';

export interface Measured extends Measurement {
  /** From where setting up was over, on the clock. */
  measuredS: number;
  processorS: ProcessorSeconds;
}

export interface Manner {
  quick: boolean;
  stop: StopSignal;
  /** Progress, for whoever watches. */
  say: (line: string) => void;
}

/** @throws what the bench does, and Error when it takes too long or is stopped */
export async function measure(bench: Bench, { quick, stop, say }: Manner): Promise<Measured> {
  const lifetime = new Lifetime();
  const processor = new ProcessorTime();
  let since = performance.now();
  const run: Run = {
    ...{ quick, say, use: (thing) => lifetime.use(thing) },
    begin: () => {
      processor.begin();
      since = performance.now();
    },
  };
  try {
    const measured = Promise.race([bench.measure(run), stop.asked]);
    const found = await within(bench.limitMs, 'It was not measured', measured);
    const measuredS = (performance.now() - since) / 1000;
    return { ...found, measuredS, processorS: processor.seconds }; // before all of it ends
  } finally {
    await lifetime.end(); // what still waits for any of it fails then
  }
}
