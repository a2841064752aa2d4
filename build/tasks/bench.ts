// npm run bench [-- NAME…] [--quick] [--page]: measures on the real app and agent, prints what it
// found, and keeps every sample in out/bench. --page writes the last figures into the
// performance page instead.
import { parseArgs } from 'node:util';
import type { Bench } from '../../bench/bench.ts';
import { BENCHES } from '../../bench/benches.ts';
import { writePage } from '../../bench/report/page.ts';
import { runBenches } from '../../bench/run.ts';
import { compile } from '../compile.ts';

function benchesAsked(names: string[]): readonly Bench[] {
  const unknown = names.find((name) => !BENCHES.some((bench) => bench.name === name));
  if (unknown === undefined)
    return names.length > 0 ? BENCHES.filter(({ name }) => names.includes(name)) : BENCHES;
  const known = BENCHES.map(({ name }) => name).join(', ');
  console.error(`There is no bench "${unknown}". There are ${known}.`);
  return process.exit(2);
}

async function run(benches: readonly Bench[], quick: boolean): Promise<never> {
  await compile();
  const failed = await runBenches(benches, quick);
  if (failed.length > 0) console.error(`\nNot measured: ${failed.join(', ')}.`);
  process.exit(failed.length > 0 ? 1 : 0); // not held up by anything that would not end
}

const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    page: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const benches = benchesAsked(positionals);
if (values.page) console.log(await writePage(benches));
else await run(benches, values.quick);
