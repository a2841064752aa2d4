// Runs a program of ours from the repository, set up and compiled if need be. Says nothing when there
// is nothing to do, and speaks only on stderr when there is: stdout, the terminal's raw mode, signals
// and the exit code all belong to the program.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isFresh, outputOf } from './fresh.mjs';
import { dependenciesAreInstalled } from './setup/dependencies.mjs';
import { endWithNpm } from './setup/endWithNpm.mjs';
import { explainAndExit } from './setup/setupError.mjs';
import { nativeIsBuilt } from './setup/native.mjs';
import { setUp } from './setup/setUp.mjs';
import { ensureSpawnHelpers } from './setup/spawnHelper.mjs';
import { SYSTEM } from './setup/system.mjs';

/** @param {'agent' | 'relay'} name */
async function prepare(name) {
  if (SYSTEM === 'darwin') ensureSpawnHelpers();
  if (dependenciesAreInstalled() && nativeIsBuilt() && isFresh(name)) return;
  const { node } = await setUp(name);
  const compile = path.join(import.meta.dirname, 'tasks', 'compile.ts');
  // Its stdout becomes our stderr.
  execFileSync(node, ['--disable-warning=ExperimentalWarning', compile, name], {
    stdio: ['ignore', 2, 2],
  });
}

/**
 * @param {'agent' | 'relay'} name
 * @param {() => void} [ready] called when it is compiled, before it begins
 */
export async function runProgram(name, ready) {
  try {
    await prepare(name);
  } catch (error) {
    explainAndExit(error);
  }
  endWithNpm(() => process.kill(process.pid, 'SIGTERM'));
  ready?.();
  const program = outputOf(name);
  process.argv.splice(1, 1, program);
  await import(pathToFileURL(program).href);
}
