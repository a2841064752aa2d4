// What a stage of `npm test` found, and the one plain line the whole run ends with. Machines
// read that line, so its form is fixed.

export interface SkippedTest {
  name: string;
  reason: string;
}

export interface FailedTest {
  name: string;
  /** The first lines of what it said; none of what has said all above. */
  why: string[];
}

export interface Tally {
  /** Tests that passed. Lint and types are no tests: they count only when they fail. */
  passed: number;
  failed: FailedTest[];
  skipped: SkippedTest[];
}

export const NOTHING: Tally = { passed: 0, failed: [], skipped: [] };

/** Where more than so many failed, one cause stands behind most of them. */
const MOST_EXPLAINED = 20;

export function failure(name: string): Tally {
  return { ...NOTHING, failed: [{ name, why: [] }] };
}

export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, tally) => total + tally.passed, 0),
    failed: tallies.flatMap((tally) => tally.failed),
    skipped: tallies.flatMap((tally) => tally.skipped),
  };
}

/** In CI nothing may be missing, so what was skipped there has failed. */
export function judgedInCi(tally: Tally): Tally {
  const failed = tally.skipped.map(({ name, reason }) => ({
    name: `${name} (skipped in CI: ${reason})`,
    why: [],
  }));
  return { ...tally, failed: [...tally.failed, ...failed], skipped: [] };
}

export function closingLine({ passed, failed, skipped }: Tally): string {
  const line = `${passed} passed, ${failed.length} failed`;
  return skipped.length > 0 ? `${line}, ${skipped.length} skipped` : line;
}

/** All that a person wants to read at the end; the closing line stands alone on the last line. */
export function summary(tally: Tally): string {
  const skipped = tally.skipped.map(
    ({ name, reason }) => `  skipped: ${name}\n           ${reason}`,
  );
  const failed = tally.failed.flatMap(({ name, why }, at) => [
    `  failed: ${name}`,
    ...(at < MOST_EXPLAINED ? why.map((line) => `          ${line}`) : []),
  ]);
  return ['', ...skipped, ...failed, closingLine(tally)].join('\n');
}
