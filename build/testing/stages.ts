// The stages of `npm test`. Each goes on to its end whatever it finds, and returns a tally.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { whyNoWine } from '../setup/wine.mjs';
import { openDisplays } from './displays.ts';
import { ROOT, runTool } from './program.ts';
import { freshReport, readReport } from './report.ts';
import type { Tally } from './tally.ts';
import { failure, NOTHING, sum } from './tally.ts';
import { testUnderWine } from './wine.ts';

/** Lint and types: right or wrong, nothing to count. */
async function check(name: string, script: string, args: string[]): Promise<Tally> {
  return (await runTool(script, args)) === 0 ? NOTHING : failure(name);
}

async function lint(): Promise<Tally> {
  return sum([
    await check('eslint', 'eslint/bin/eslint.js', [
      '.',
      '--cache',
      '--cache-location',
      rulesCache(),
    ]),
    await check('prettier', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']),
  ]);
}

/** Of these rules alone: ESLint asks its cache without a look at whether ours have changed. */
function rulesCache(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync('build/lint').sort())
    hash.update(readFileSync(`build/lint/${file}`));
  return `out/lint/${hash.digest('hex').slice(0, 16)}`;
}

async function types(): Promise<Tally> {
  const project = ['--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings'];
  return sum([
    await check('tsc', 'typescript/bin/tsc', ['--noEmit']),
    await check('svelte-check', 'svelte-check/bin/svelte-check', [
      ...['--workspace', '.', '--output', 'human'],
      ...project,
    ]),
  ]);
}

/** Runs a test runner; what it broke with outside of its tests counts as a failure of its own. */
async function tests(
  name: string,
  script: string,
  args: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Tally> {
  const report = path.join(ROOT, 'out', 'test', `${name}.json`);
  const code = await runTool(script, args, { ...env, ...freshReport(report) });
  const tally = readReport(report);
  if (!tally) return failure(`${name} ended with exit code ${code} and no report`);
  const silent = code !== 0 && tally.failed.length === 0;
  return silent ? sum([tally, failure(`${name} ended with exit code ${code}`)]) : tally;
}

function unit(filters: string[]): Promise<Tally> {
  const reporters = ['--reporter=default', '--reporter=./build/testing/vitestReporter.ts'];
  return tests('vitest', 'vitest/vitest.mjs', ['run', ...reporters, ...filters]);
}

async function endToEnd(filters: string[]): Promise<Tally> {
  await using displays = await openDisplays();
  const reporters = '--reporter=list,./build/testing/playwrightReporter.ts';
  const args = ['test', reporters, ...filters];
  return await tests('playwright', '@playwright/test/cli.js', args, displays.env);
}

export interface Stage {
  /** As in `npm test -- --only NAME`. */
  name: string;
  title: string;
  /** Needs the bundles: the agent's or the app's. */
  runsTheCode: boolean;
  /** Why this machine can't run it, for a stage that few can; undefined when it can. */
  whyNot?: () => string | undefined;
  /** @param filters parts of file names, and the runner's own options */
  run: (filters: string[]) => Promise<Tally>;
}

export const STAGES: readonly Stage[] = [
  { name: 'lint', title: 'Lint and format', runsTheCode: false, run: lint },
  { name: 'types', title: 'Types', runsTheCode: false, run: types },
  { name: 'unit', title: 'Unit and integration tests', runsTheCode: true, run: unit },
  { name: 'e2e', title: 'End-to-end tests on the real app', runsTheCode: true, run: endToEnd },
  {
    name: 'wine',
    title: 'Tests in Node for Windows, under Wine',
    runsTheCode: true,
    whyNot: whyNoWine,
    run: testUnderWine,
  },
];
