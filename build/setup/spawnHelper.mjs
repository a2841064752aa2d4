// node-pty starts programs on macOS through `spawn-helper`, and npm's archive has lost that it is
// one: without its exec bits every terminal ends with "posix_spawnp failed". So set-up, the app's
// package and the agent's archives each give them back.
import { chmodSync, existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './command.mjs';

const PROGRAM = 0o755;

/** @param {string} nodePty a folder with node-pty in it @returns {string[]} paths of its helpers */
export function spawnHelpers(nodePty) {
  const prebuilds = path.join(nodePty, 'prebuilds');
  const ready = existsSync(prebuilds) ? readdirSync(prebuilds) : [];
  return [path.join('build', 'Release'), ...ready.map((name) => path.join('prebuilds', name))]
    .map((folder) => path.join(nodePty, folder, 'spawn-helper'))
    .filter((file) => existsSync(file));
}

/**
 * Makes them programs again, and touches none that is one.
 * @param {string} [nodePty]
 */
export function ensureSpawnHelpers(nodePty = path.join(ROOT, 'node_modules', 'node-pty')) {
  for (const file of spawnHelpers(nodePty)) {
    if ((statSync(file).mode & 0o777) !== PROGRAM) chmodSync(file, PROGRAM);
  }
}
