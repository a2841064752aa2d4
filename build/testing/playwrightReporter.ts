// Counts for `npm test` what Playwright ran, and what broke outside of a test.
import type { Reporter, Suite, TestCase, TestError } from '@playwright/test/reporter';
import { writeReport } from './report.ts';
import type { FailedTest } from './tally.ts';
import { why, type Told } from './why.ts';

function nameOf(test: TestCase): string {
  return test.titlePath().filter(Boolean).join(' > ');
}

function told({ message, value, location }: TestError): Told {
  return { message: message ?? value ?? 'no message', place: location };
}

/** Of its last try. */
function failed(test: TestCase): FailedTest {
  return { name: nameOf(test), why: why((test.results.at(-1)?.errors ?? []).map(told)) };
}

function skipReason(test: TestCase): string {
  const skip = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme');
  return skip?.description ?? 'did not run';
}

export default class PlaywrightReporter implements Reporter {
  #all: TestCase[] = [];
  readonly #errors: FailedTest[] = [];

  onBegin(_config: unknown, suite: Suite): void {
    this.#all = suite.allTests();
  }

  onError(error: TestError): void {
    this.#errors.push({ name: 'an error outside of any test', why: why([told(error)]) });
  }

  onEnd(): void {
    const having = (outcome: string) => this.#all.filter((test) => test.outcome() === outcome);
    writeReport({
      passed: having('expected').length + having('flaky').length,
      failed: [...having('unexpected').map(failed), ...this.#errors],
      skipped: having('skipped').map((test) => ({ name: nameOf(test), reason: skipReason(test) })),
    });
  }

  printsToStdio(): boolean {
    return false;
  }
}
