// Counts for `npm test` what vitest ran: every test, and everything that broke outside of one
// (a file that doesn't load, a hook, an error nobody caught), which vitest counts elsewhere.
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import { writeReport } from './report.ts';
import type { FailedTest, SkippedTest, Tally } from './tally.ts';
import { why, type Told } from './why.ts';

/** An error as vitest hands it on. */
interface Reported {
  message: string;
  diff?: string | undefined;
  stacks?: readonly { file: string; line: number }[] | undefined;
}

function nameOf(test: TestCase | TestSuite): string {
  return `${test.module.relativeModuleId} > ${test.fullName}`;
}

function skipOf(test: TestCase): SkippedTest[] {
  const result = test.result();
  if (result.state !== 'skipped') return [];
  return [{ name: nameOf(test), reason: result.note ?? 'no reason given' }];
}

function told({ message, diff = '', stacks = [] }: Reported): Told {
  return { message: `${message}\n${diff}`, place: stacks[0] };
}

function failedWith(name: string, errors: readonly Reported[] = []): FailedTest {
  return { name, why: why(errors.map(told)) };
}

/** A test left pending never ended: its file broke. */
function failuresIn(module: TestModule): FailedTest[] {
  const tests = [...module.children.allTests()];
  const failed = tests.filter((test) => ['failed', 'pending'].includes(test.result().state));
  const suites = [...module.children.allSuites()].filter((suite) => suite.errors().length > 0);
  const broken = module.errors().length > 0 ? [module] : [];
  return [
    ...failed.map((test) => failedWith(nameOf(test), test.result().errors)),
    ...suites.map((suite) => failedWith(nameOf(suite), suite.errors())),
    ...broken.map((file) => failedWith(file.relativeModuleId, file.errors())),
  ];
}

function tallyOf(module: TestModule): Tally {
  return {
    passed: [...module.children.allTests('passed')].length,
    failed: failuresIn(module),
    skipped: [...module.children.allTests('skipped')].flatMap(skipOf),
  };
}

export default class VitestReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly Reported[]): void {
    const tallies = modules.map(tallyOf);
    writeReport({
      passed: tallies.reduce((total, tally) => total + tally.passed, 0),
      failed: [
        ...tallies.flatMap((tally) => tally.failed),
        ...unhandled.map((error) => failedWith('an error nobody caught', [error])),
      ],
      skipped: tallies.flatMap((tally) => tally.skipped),
    });
  }
}
