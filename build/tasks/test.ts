// npm test [-- --only lint|types|unit|e2e|wine] [FILTER…]: every stage runs, also after one has
// failed, and the last line says in plain words how it went.
import { parseArgs } from 'node:util';
import { compile } from '../compile.ts';
import type { Stage } from '../testing/stages.ts';
import { STAGES } from '../testing/stages.ts';
import type { Tally } from '../testing/tally.ts';
import { failure, judgedInCi, NOTHING, sum, summary } from '../testing/tally.ts';

function stagesAsked(only: string[]): readonly Stage[] {
  const unknown = only.find((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown === undefined)
    return STAGES.filter(({ name }) => !only.length || only.includes(name));
  const names = STAGES.map((stage) => stage.name).join(', ');
  console.error(`There is no stage "${unknown}". There are ${names}.`);
  return process.exit(2);
}

async function compileAll(): Promise<Tally[]> {
  try {
    await compile();
    return [];
  } catch (error) {
    console.error(error);
    return [failure('compile')];
  }
}

/** What was asked for and can't be run was skipped; what nobody asked for is left out. */
function leftOut({ title }: Stage, reason: string): Tally {
  if (values.only.length > 0) return { ...NOTHING, skipped: [{ name: title, reason }] };
  console.log(`Left out, as ${reason}.`);
  return NOTHING;
}

async function runStage(stage: Stage, filters: string[]): Promise<Tally> {
  console.log(`\n── ${stage.title} ──`);
  const reason = stage.whyNot?.();
  if (reason !== undefined) return leftOut(stage, reason);
  const since = performance.now();
  const tally = await stage.run(filters);
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  console.log(`── ${stage.title}: ${tally.failed.length ? 'FAILED' : 'ok'} after ${seconds} s`);
  return tally;
}

const { values, positionals } = parseArgs({
  options: { only: { type: 'string', multiple: true, default: [] } },
  allowPositionals: true,
});
const stages = stagesAsked(values.only);
const tallies = stages.some((stage) => stage.runsTheCode) ? await compileAll() : [];
for (const stage of stages) tallies.push(await runStage(stage, positionals));
const total = process.env.CI ? judgedInCi(sum(tallies)) : sum(tallies);
console.log(summary(total));
process.exitCode = total.failed.length > 0 ? 1 : 0;
