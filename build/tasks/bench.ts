// npm run bench [-- NAME…] [--quick] [--page]: measures on the real app and agent, prints what it
// found, and keeps every sample in out/bench. --page writes the last figures into the
// performance page instead. With --against COMMIT [--rounds N] that commit is built beside this
// checkout, and both are measured in turns.
import { parseArgs } from 'node:util';
import { CannotCompare } from '../../bench/against/cannotCompare.ts';
import { Commits } from '../../bench/against/commits.ts';
import { otherBuild } from '../../bench/against/otherBuild.ts';
import { against } from '../../bench/against/runAgainst.ts';
import type { Bench } from '../../bench/bench.ts';
import { BENCHES } from '../../bench/benches.ts';
import { writePage } from '../../bench/report/page.ts';
import { runBenches, type Runner } from '../../bench/run.ts';
import { compile } from '../compile.ts';

/** Two builds can be told apart from 4 rounds on; what 40 can't tell is of no interest. */
const ROUNDS = { fewest: 4, most: 40 };

interface Asked {
  benches: readonly Bench[];
  quick: boolean;
  page: boolean;
  against?: string;
  rounds?: number;
}

function refuse(words: string): never {
  console.error(words);
  process.exit(2);
}

function asked(): Asked {
  const { values, positionals } = parsed();
  const { quick, page, against, rounds } = values;
  if (page && against !== undefined) refuse('--page writes plain figures, not a comparison.');
  if (rounds !== undefined && against === undefined) refuse('--rounds goes with --against COMMIT.');
  if (against !== undefined && positionals.length === 0) {
    refuse(`Name what is to be compared, for all of it takes hours: ${known()}.`);
  }
  return {
    ...{ benches: benchesAsked(positionals), quick, page },
    ...(against !== undefined && { against }),
    ...(rounds !== undefined && { rounds: roundsAsked(rounds) }),
  };
}

function parsed() {
  try {
    return parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        page: { type: 'boolean', default: false },
        against: { type: 'string' },
        rounds: { type: 'string' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function roundsAsked(text: string): number {
  const { fewest, most } = ROUNDS;
  const rounds = Number(text);
  if (/^\d+$/.test(text) && rounds >= fewest && rounds <= most) return rounds;
  return refuse(`--rounds takes a number from ${fewest} to ${most}, not "${text}".`);
}

function known(): string {
  return BENCHES.map(({ name }) => name).join(', ');
}

function benchesAsked(names: string[]): readonly Bench[] {
  const unknown = names.find((name) => !BENCHES.some((bench) => bench.name === name));
  if (unknown !== undefined) refuse(`There is no bench "${unknown}". There are ${known()}.`);
  return names.length > 0 ? BENCHES.filter(({ name }) => names.includes(name)) : BENCHES;
}

/** Finds the commit and builds it, before anything is measured. */
async function runnerAgainst(name: string, rounds: number | undefined): Promise<Runner> {
  try {
    const commits = new Commits();
    const commit = await commits.find(name);
    if (await commits.isCheckedOut(commit)) {
      console.log(
        `${commit.short} is what is checked out here, unchanged: what differs is noise alone.`,
      );
    }
    return against(await otherBuild(commit), rounds);
  } catch (error) {
    if (error instanceof CannotCompare) return refuseFor(error);
    throw error;
  }
}

function refuseFor({ message, reason }: CannotCompare): never {
  console.error(`\n${message}`);
  process.exit(reason === 'unknown-commit' ? 2 : 1);
}

async function run({ benches, quick, against, rounds }: Asked): Promise<never> {
  const runner = against === undefined ? undefined : await runnerAgainst(against, rounds);
  await compile();
  const failed = await runBenches(benches, quick, runner);
  if (failed.length > 0) console.error(`\nNot measured: ${failed.join(', ')}.`);
  process.exit(failed.length > 0 ? 1 : 0); // not held up by anything that would not end
}

const all = asked();
if (all.page) console.log(await writePage(all.benches));
else await run(all);
