// The real curl, as a person would use a tunnel with it.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LIMIT_S = '20';

/** Why there is no curl; undefined when there is one. */
export function whyNoCurl(): string | undefined {
  return existsSync('/usr/bin/curl') ? undefined : 'no curl is installed';
}

/** What it printed, or its exit code: 7 and 56, say, for nobody there and a reset. */
export async function curl(...args: string[]): Promise<string | number> {
  try {
    const { stdout } = await run('curl', ['--silent', '--max-time', LIMIT_S, ...args]);
    return stdout;
  } catch (error) {
    return (error as { code: number }).code;
  }
}
