// Runs test files in Node for Windows, one test after another, and leaves a tally:
// node.exe run.ts REPORT FILE…, with paths as Windows has them.
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { FailedTest } from '../../build/testing/tally.ts';
import type { FoundTest } from './vitest.ts';

const LIMIT_MS = 300_000;
/** For what is expected to hang: it would by far be done. */
const EXPECTED_HANG_MS = 30_000;
const SHIM = new URL('./vitest.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'vitest' || context.parentURL === SHIM) return next(specifier, context);
    return { url: SHIM, shortCircuit: true };
  },
});

const { finishers, found, openFile, Skipped } = await import('./vitest.ts');
const { limitOf } = await import('./limits.ts');
const { why } = await import('../../build/testing/why.ts');
const [report, ...files] = process.argv.slice(2);
const tally = {
  passed: 0,
  failed: [] as FailedTest[],
  skipped: [] as { name: string; reason: string }[],
};
const context = {
  skip(condition: boolean, note: string): void {
    if (condition) throw new Skipped(note);
  },
};

/** Rejects when it takes too long, which the console of a program that hangs would for ever. */
async function limited(run: () => unknown, ms = LIMIT_MS): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${ms / 1000} s`)), ms);
  });
  await Promise.race([Promise.resolve().then(run), late]).finally(() => clearTimeout(timer));
}

const prepared = new Set<unknown>();
async function runOne({ name, suites, run }: FoundTest): Promise<void> {
  for (const suite of suites.filter((one) => !prepared.has(one))) {
    prepared.add(suite);
    for (const hook of suite.beforeAll) await limited(() => hook(context));
  }
  try {
    for (const hook of suites.flatMap((suite) => suite.beforeEach))
      await limited(() => hook(context));
    await limited(() => run(context), limitOf(name) ? EXPECTED_HANG_MS : LIMIT_MS);
  } finally {
    for (const finish of finishers.splice(0).reverse()) await limited(finish);
    const after = suites.toReversed().flatMap((suite) => suite.afterEach);
    for (const hook of after) await limited(() => hook(context));
  }
}

function passed(name: string): void {
  const limit = limitOf(name);
  if (!limit) return void tally.passed++;
  const why = ['Wine can do it now, so it needs no line in tests/wine/limits.ts'];
  tally.failed.push({ name, why });
}

function failed(name: string, error: unknown): void {
  const words = error instanceof Error ? `${error.message}` : String(error);
  if (error instanceof Skipped) return void tally.skipped.push({ name, reason: words });
  const limit = limitOf(name);
  if (limit?.error.test(words)) {
    tally.passed++;
    return console.log(
      `  not under this Wine: ${name}\n    ${limit.reason}\n    It fails as expected: ${words.split('\n')[0]}`,
    );
  }
  tally.failed.push({ name, why: why([{ message: words }]) });
  console.log(`  FAILED ${name}\n`, error);
}

process.on('uncaughtException', (error) => {
  tally.failed.push({ name: 'an error nobody caught', why: why([error]) });
  console.log(error);
});
for (const file of files) {
  openFile(file.split(/[\\/]/).slice(-2).join('/'));
  const before = found.length;
  await import(pathToFileURL(file).href).catch((error: unknown) =>
    failed(`loading ${file}`, error),
  );
  const tests = found.slice(before);
  for (const test of tests)
    await runOne(test).then(
      () => passed(test.name),
      (error) => failed(test.name, error),
    );
  for (const suite of new Set(tests.flatMap(({ suites }) => suites.toReversed()))) {
    for (const hook of suite.afterAll) await limited(() => hook(context));
  }
  console.log(`  ${file}: ${tests.length} tests`);
}
writeFileSync(report!, JSON.stringify(tally));
process.exit(0);
