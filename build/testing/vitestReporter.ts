// Counts for `npm test` what vitest ran: every test, and everything that broke outside of one
// (a file that doesn't load, a hook, an error nobody caught), which vitest counts elsewhere.
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import { writeReport } from './report.ts';
import type { SkippedTest, Tally } from './tally.ts';

function nameOf(test: TestCase | TestSuite): string {
  return `${test.module.relativeModuleId} > ${test.fullName}`;
}

function skipOf(test: TestCase): SkippedTest[] {
  const result = test.result();
  if (result.state !== 'skipped') return [];
  return [{ name: nameOf(test), reason: result.note ?? 'no reason given' }];
}

/** A test left pending never ended: its file broke. */
function failuresIn(module: TestModule): string[] {
  const tests = [...module.children.allTests()];
  const failed = tests.filter((test) => ['failed', 'pending'].includes(test.result().state));
  const suites = [...module.children.allSuites()].filter((suite) => suite.errors().length > 0);
  const broken = module.errors().length > 0 ? [module.relativeModuleId] : [];
  return [...failed.map(nameOf), ...suites.map(nameOf), ...broken];
}

function tallyOf(module: TestModule): Tally {
  return {
    passed: [...module.children.allTests('passed')].length,
    failed: failuresIn(module),
    skipped: [...module.children.allTests('skipped')].flatMap(skipOf),
  };
}

export default class VitestReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly { message: string }[]): void {
    const tallies = modules.map(tallyOf);
    writeReport({
      passed: tallies.reduce((total, tally) => total + tally.passed, 0),
      failed: [
        ...tallies.flatMap((tally) => tally.failed),
        ...unhandled.map((error) => `an error nobody caught: ${error.message}`),
      ],
      skipped: tallies.flatMap((tally) => tally.skipped),
    });
  }
}
