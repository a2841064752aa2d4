// Puts one mutant into the copy and asks the tests that come by it, nearest first.
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Mutant } from './mutant.ts';
import type { PrivateCopy } from './privateCopy.ts';
import { withProbe } from './probe.ts';
import type { NearTest } from './reach.ts';
import type { Fate } from './results.ts';
import { runTests, type RunFile } from './testRun.ts';

/** For starting, and for a machine that is busier than at the clean run. */
const START_MS = 20_000;
const TIMES = 3;

/** How the tests do on the code as it is. */
export class CleanRun {
  readonly #ms: ReadonlyMap<string, number>;
  /** Those that fail there, and so can tell nothing. */
  readonly failing: readonly string[];

  constructor(files: readonly RunFile[]) {
    this.#ms = new Map(files.filter(({ passed }) => passed).map(({ file, ms }) => [file, ms]));
    this.failing = files.filter(({ passed }) => !passed).map(({ file }) => file);
  }

  knows(test: string): boolean {
    return this.#ms.has(test);
  }

  /** Bound on the time of a run with a mutant. */
  limitMs(tests: readonly string[]): number {
    return START_MS + TIMES * tests.reduce((sum, test) => sum + (this.#ms.get(test) ?? 0), 0);
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
  return copy.with(mutant.file, mutated, async () => {
    for (const tests of rounds(near.filter(({ file }) => clean.knows(file)))) {
      const limits = { ms: clean.limitMs(tests), bail: true };
      const { outcome, files } = await runTests(copy.folder, tests, limits);
      if (outcome === 'timed out') return { fate: 'timed out', by: '' };
      if (outcome === 'failed') return { fate: 'noticed', by: failure(files) };
    }
    return { fate: existsSync(trace) ? 'survived' : 'unreached', by: '' };
  });
}

/** The nearest by themselves, because they notice most and the others take longer. */
function rounds(near: readonly NearTest[]): string[][] {
  const least = Math.min(...near.map(({ distance }) => distance));
  const first = near.filter(({ distance }) => distance === least);
  const rest = near.filter(({ distance }) => distance > least);
  return [first, rest].map((round) => round.map(({ file }) => file)).filter(({ length }) => length);
}

function failure(files: readonly RunFile[]): string {
  const failed = files.find(({ passed }) => !passed);
  return failed ? `${failed.file}: ${failed.failed}` : '';
}
