// The one door to every npm script: sets up what the command needs (plain Node, nothing
// installed yet), then hands over to its TypeScript in build/tasks/ on a new enough Node.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { endWithNpm } from './setup/endWithNpm.mjs';
import { explainAndExit } from './setup/setupError.mjs';
import { setUp } from './setup/setUp.mjs';

const [command = '', ...args] = process.argv.slice(2);
const task = path.join(import.meta.dirname, 'tasks', `${command}.ts`);

/** @param {string} node @param {NodeJS.ProcessEnv} env */
function handOver(node, env) {
  const searchPath = `${path.dirname(node)}${path.delimiter}${process.env.PATH}`;
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', task, ...args], {
    stdio: 'inherit',
    // The agent runs on whatever Node a machine has, and so do the tests of it.
    env: { BOWLINE_AGENT_NODE: process.execPath, ...process.env, ...env, PATH: searchPath },
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  endWithNpm(() => child.kill('SIGTERM'));
  child.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

if (!existsSync(task)) {
  console.error(`There is no command "${command}". See the scripts in package.json.`);
  process.exit(2);
}
setUp(command).then(({ node, env }) => handOver(node, env), explainAndExit);
