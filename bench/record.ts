// What is kept of a run: one JSON file a bench, with every sample and all that the figures
// depend on. The performance page is made from these files, never by hand.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Measurement } from './bench.ts';
import type { Commit } from './against/commits.ts';
import type { Runs } from './against/compare.ts';
import type { Difference } from './against/difference.ts';
import type { ProcessorSeconds } from './processorTime.ts';
import type { Machine, Versions } from './report/machine.ts';

const FOLDER = path.resolve(import.meta.dirname, '../out/bench');

/** When and on what something was measured. */
interface Circumstances {
  bench: string;
  date: string;
  quick: boolean;
  seconds: number;
  machine: Machine;
  versions: Versions;
  /** Programs that wanted a core, before and after: what else the computer had to do. */
  load: { before: number; after: number };
}

export interface BenchRecord extends Circumstances, Measurement {
  /** Of each process, and on the clock, from where setting up was over. Missing in old records. */
  processorS?: ProcessorSeconds;
  measuredS?: number;
}

/** What a comparison found, with all that each of its runs did. */
export interface Comparison extends Circumstances {
  /** `versions` are those of the build here. */
  against: Commit;
  rounds: number;
  figures: Difference[];
  notes: string[];
  runs: Runs;
}

/** Quick ones lie apart, so that they never get onto the page. */
function file(bench: string, quick: boolean): string {
  return path.join(FOLDER, quick ? 'quick' : '', `${bench}.json`);
}

export function keep(record: BenchRecord): Promise<string> {
  return write(file(record.bench, record.quick), record);
}

/** One file for a bench and a commit. */
export function keepComparison(comparison: Comparison): Promise<string> {
  const { bench, quick, against } = comparison;
  return write(file(path.join('against', `${bench}-${against.short}`), quick), comparison);
}

async function write(target: string, record: object): Promise<string> {
  const name = path.relative(path.dirname(path.dirname(FOLDER)), target);
  try {
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, `${JSON.stringify(record, null, 2)}\n`);
  } catch (cause) {
    const words = `The figures above are not kept: ${name} can’t be written. Make room, or look at its folder.`;
    throw new Error(words, { cause });
  }
  return name;
}

/** The last full run of a bench; undefined when there was none. */
export async function lastRecord(bench: string): Promise<BenchRecord | undefined> {
  try {
    return JSON.parse(await readFile(file(bench, false), 'utf8')) as BenchRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
