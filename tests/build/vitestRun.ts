// Runs vitest in another folder than this one: on a copy of the sources.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** The exit code, and what it printed with the names of the tests. */
export async function runVitest(
  folder: string,
  files: readonly string[],
): Promise<{ code: number | null; output: string }> {
  const vitest = path.join(folder, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--reporter=verbose', '--maxWorkers=1', ...files];
  const env = { ...process.env, NO_COLOR: '1', CI: '', BOWLINE_TALLY: '' };
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: child.exitCode, output: output + errors };
}
