// `npm run bench -- NAME --against COMMIT`: compares, tells, and keeps it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../tests/support/buildUnderTest.ts';
import type { Bench } from '../bench.ts';
import { keepComparison } from '../record.ts';
import { load, machine, versions } from '../report/machine.ts';
import { textTable } from '../report/table.ts';
import type { Runner } from '../run.ts';
import { runInTurns, table, type Comparing } from './compare.ts';
import { judge, type Difference } from './difference.ts';
import type { OtherBuild } from './otherBuild.ts';
import { conclusion, differenceRows, explanation } from './words.ts';

/** Compares each bench that it is given with that build. @param rounds as `Comparing` */
export function against(other: OtherBuild, rounds: number | undefined): Runner {
  return async (bench, quick, stop) => {
    const { short, subject } = other.commit;
    console.log(`\n── ${bench.title} (${bench.name}), against ${short} “${subject}” ──`);
    const [, here, changed] = /^(\w*)(\+?)$/.exec(versions().commit)!;
    console.log(`  here: ${here}${changed && ', with what has been changed since'}`);
    await compareOne(bench, { other, rounds, quick, stop });
  };
}

async function compareOne(bench: Bench, comparing: Comparing): Promise<void> {
  const [before, since] = [load(), performance.now()];
  const { runs, failure } = await runInTurns(bench, comparing);
  const figures = judge(table(runs));
  const notes = [...notesOf(bench, comparing), ...new Set(runs.here.flatMap((run) => run.notes))];
  const rounds = runs.here.length;
  show(figures, notes, rounds, comparing);
  const file = await keepComparison({
    ...{ bench: bench.name, date: new Date().toISOString(), quick: comparing.quick, rounds },
    ...{ seconds: Math.round((performance.now() - since) / 1000), load: { before, after: load() } },
    ...{ machine: machine(), versions: versions(), against: comparing.other.commit },
    ...{ figures, notes, runs },
  });
  console.log(`Every run is in ${file}.`);
  if (failure !== undefined) throw failure;
}

function show(
  figures: readonly Difference[],
  notes: readonly string[],
  rounds: number,
  { other }: Comparing,
): void {
  console.log(`\n${textTable(differenceRows(figures, other.commit.short, rounds))}\n`);
  console.log(explanation(rounds));
  for (const note of notes) console.log(note);
  console.log(`\n${conclusion(figures, rounds)}`);
}

function notesOf(bench: Bench, { other, quick }: Comparing): string[] {
  const [ours, theirs] = [ROOT, other.folder].map(electronOf);
  const notes = quick ? ['Quick runs measure little: only large differences can be told.'] : [];
  if (bench.client === 'rig') {
    notes.push('The client in this bench is this checkout’s for both builds: agents are compared.');
  }
  if (ours !== theirs) {
    notes.push(`Both builds ran on Electron ${ours}; the commit was made with ${theirs}.`);
  }
  return notes;
}

/** The version that a checkout wants. */
function electronOf(folder: string): string {
  const lock = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string }>;
  };
  return lock.packages['node_modules/electron']?.version ?? 'none';
}
