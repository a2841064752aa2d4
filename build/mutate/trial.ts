// Puts one mutant into the copy and asks the tests that come by it, nearest first.
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Mutant } from './mutant.ts';
import type { PrivateCopy } from './privateCopy.ts';
import { withProbe } from './probe.ts';
import type { NearTest } from './reach.ts';
import type { Fate } from './results.ts';
import { runTests, type RunFile, type TestRun } from './testRun.ts';

/** For starting, and for a machine that is busier than at the clean run. */
const START_MS = 60_000;
const TIMES = 3;

type Runs = (tests: readonly string[]) => Promise<readonly RunFile[]>;

/** How the tests do on the code as it is, found out when they are first needed. */
export class CleanRun {
  readonly #run: Runs;
  readonly #fails: (test: string) => void;
  /** How long each takes; undefined for those that fail there, and so can tell nothing. */
  readonly #ms = new Map<string, number | undefined>();

  /** @param fails told of those that can't be asked, once each */
  constructor(run: Runs, fails: (test: string) => void) {
    this.#run = run;
    this.#fails = fails;
  }

  /** Those of them that can be asked. */
  async able(tests: readonly string[]): Promise<string[]> {
    const open = tests.filter((test) => !this.#ms.has(test));
    if (open.length > 0) this.#note(open, await this.#run(open));
    return tests.filter((test) => this.#ms.get(test) !== undefined);
  }

  /** Bound on the time of a run with a mutant. */
  limitMs(tests: readonly string[]): number {
    return START_MS + TIMES * tests.reduce((sum, test) => sum + (this.#ms.get(test) ?? 0), 0);
  }

  #note(tests: readonly string[], files: readonly RunFile[]): void {
    for (const test of tests) {
      const passed = files.find(({ file, passed }) => file === test && passed);
      this.#ms.set(test, passed?.ms);
      if (!passed) this.#fails(test);
    }
  }
}

export async function tryMutant(
  copy: PrivateCopy,
  mutant: Mutant,
  near: readonly NearTest[],
  clean: CleanRun,
): Promise<{ fate: Fate; by: string }> {
  const trace = path.join(copy.folder, 'mutant-reached');
  rmSync(trace, { force: true });
  const mutated = withProbe(mutant, copy.read(mutant.file), trace);
  for (const round of rounds(near)) {
    const tests = await clean.able(round);
    if (tests.length === 0) continue;
    const limits = { ms: clean.limitMs(tests), bail: true };
    const asked = (): Promise<TestRun> => runTests(copy.folder, tests, limits);
    const { outcome, files } = await copy.with(mutant.file, mutated, asked);
    if (outcome === 'timed out') return { fate: 'timed out', by: '' };
    if (outcome === 'failed') return { fate: 'noticed', by: failure(files) };
  }
  return { fate: existsSync(trace) ? 'survived' : 'unreached', by: '' };
}

/** The first alone, then its equals: they notice most, and the others take longer. */
function rounds(near: readonly NearTest[]): string[][] {
  const [first, ...others] = near;
  const equals = others.filter(({ distance }) => distance === first?.distance);
  const rest = others.filter(({ distance }) => distance !== first?.distance);
  return [first ? [first] : [], equals, rest]
    .map((round) => round.map(({ file }) => file))
    .filter(({ length }) => length > 0);
}

function failure(files: readonly RunFile[]): string {
  const failed = files.find(({ passed }) => !passed);
  return failed ? `${failed.file}: ${failed.failed}` : '';
}
