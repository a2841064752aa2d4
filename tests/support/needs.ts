// Tests that need something of the machine (an sshd, root, dpkg) say so in one way: where it is
// missing they are skipped with the reason in the report; in CI they fail instead, because
// there nothing may be missing.

import { spawnSync } from 'node:child_process';

/** The part of vitest's and Playwright's test context that skips. */
interface Skips {
  skip: (condition: boolean, reason: string) => void;
}

/**
 * Skips the running test when there is a reason to; throws it in CI.
 * @param reason as `whyNoSshd()` and its like return it
 */
export function needs(reason: string | undefined, test: Skips): void {
  if (reason === undefined) return;
  if (process.env.CI) throw new Error(`In CI nothing may be missing, but ${reason}.`);
  test.skip(true, reason);
}

/** Why a test can't use this program; undefined where it is installed. */
export function whyNoProgram(name: string): string | undefined {
  const { error } = spawnSync(name, ['-V'], { stdio: 'ignore' });
  return error ? `${name} is not installed` : undefined;
}
