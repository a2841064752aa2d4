// How the reporters inside vitest and Playwright hand their tally to `npm test`: through a file
// whose name stands in the environment. A missing or stale file must never read as a success.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Tally } from './tally.ts';

const VARIABLE = 'BOWLINE_TEST_REPORT';

/** Removes the last run's report. @returns the environment that names the new one */
export function freshReport(file: string): NodeJS.ProcessEnv {
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  return { [VARIABLE]: file };
}

/** Does nothing when the reporter runs outside of `npm test`. */
export function writeReport(tally: Tally): void {
  const file = process.env[VARIABLE];
  if (file) writeFileSync(file, JSON.stringify(tally));
}

export function readReport(file: string): Tally | undefined {
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, 'utf8')) as Tally;
}
