// npm run --silent agent -- ARGS: runs the agent from the repository, on any Node from 20 on.
// Says nothing when there is nothing to do, and speaks only on stderr when there is: stdout,
// the terminal's raw mode, signals and the exit code all belong to the agent.
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

// What every user of the machine can read, and every program that set-up starts: a link there is
// the agent's alone. It takes both away itself, but set-up may come first.
const words = process.argv.slice(2);
if (SYSTEM !== 'win32' && words.some((word) => word.includes('token='))) {
  process.title = 'bowline-agent';
}
const { BOWLINE_LINK: link } = process.env;
delete process.env.BOWLINE_LINK;

async function prepare() {
  if (SYSTEM === 'darwin') ensureSpawnHelpers();
  if (dependenciesAreInstalled() && nativeIsBuilt() && isFresh('agent')) return;
  const { node } = await setUp('agent');
  const compile = path.join(import.meta.dirname, 'tasks', 'compile.ts');
  // Its stdout becomes our stderr.
  execFileSync(node, ['--disable-warning=ExperimentalWarning', compile, 'agent'], {
    stdio: ['ignore', 2, 2],
  });
}

try {
  await prepare();
} catch (error) {
  explainAndExit(error);
}
endWithNpm(() => process.kill(process.pid, 'SIGTERM'));
if (link !== undefined) process.env.BOWLINE_LINK = link;
const program = outputOf('agent');
process.argv.splice(1, 1, program);
await import(pathToFileURL(program).href);
