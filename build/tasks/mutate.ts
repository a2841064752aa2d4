// npm run mutate -- FOLDER|FILE… [--count N] [--seed N] [--near N] [--results FILE] [--list]: puts
// mistakes into copies of these files, one at a time, and tells which of them no test notices.
import { getPriority, setPriority } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compile, packAgent } from '../compile.ts';
import { readEquivalents } from '../mutate/equivalents.ts';
import { endLeftBehind } from '../mutate/marked.ts';
import { mutantWords } from '../mutate/mutant.ts';
import { MutationRun } from '../mutate/run.ts';
import { CannotMutate } from '../mutate/sources.ts';
import { Summary, verdict } from '../mutate/summary.ts';
import { ROOT } from '../testing/program.ts';

const OUT = path.join(ROOT, 'out', 'mutate');
const LOW_PRIORITY = 10;

function refuse(words: string): never {
  console.error(words);
  process.exit(2);
}

function parsed() {
  try {
    return parseArgs({
      options: {
        count: { type: 'string', default: '50' },
        seed: { type: 'string', default: '1' },
        near: { type: 'string', default: '10' },
        results: { type: 'string', default: path.join(OUT, 'results.jsonl') },
        list: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function number(name: string, text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  return refuse(`--${name} takes a number, not "${text}".`);
}

const { values, positionals } = parsed();
if (positionals.length === 0) refuse('Name folders or files to put mistakes into, like core/flow.');
const summary = new Summary();
const run = new MutationRun({
  ...{ root: ROOT, paths: positionals, copies: OUT, results: path.resolve(values.results) },
  ...{ count: number('count', values.count), seed: number('seed', values.seed) },
  near: number('near', values.near),
  equivalents: readEquivalents(),
  tell: (words) => console.log(words),
  judged: (mutant, result) => {
    summary.add(mutant, result);
    console.log(verdict(mutant, result));
  },
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(1)); // what runs is ended by then
}
setPriority(Math.max(getPriority(), LOW_PRIORITY)); // not above what somebody gave it
endLeftBehind();
try {
  const mutants = run.draw();
  if (values.list) console.log(mutants.map(mutantWords).join('\n'));
  else {
    await compile(['agent']); // tests put what is packed of it on other computers
    await packAgent();
    await run.try(mutants);
  }
} catch (error) {
  if (error instanceof CannotMutate) refuse(error.message);
  throw error;
}
if (!values.list) console.log(`\n${summary.words()}`);
