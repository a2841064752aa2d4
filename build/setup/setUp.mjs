// All the set-up that a command needs, in the order in which the parts need each other. Once
// everything is there this only looks, and costs a few dozen milliseconds.
import { ensureDependencies } from './dependencies.mjs';
import { ensureSystemPackages } from './debian.mjs';
import { hasDisplay } from './display.mjs';
import { ensureElectron } from './electron.mjs';
import { ensureForeignNode } from './foreignNode.mjs';
import { ensureNative } from './native.mjs';
import { ensureSpawnHelpers } from './spawnHelper.mjs';
import { SYSTEM } from './system.mjs';
import { packagesFor } from './systemPackages.mjs';
import { ensureToolsNode } from './toolsNode.mjs';
import { ensureWindowsPrograms } from './wine.mjs';

/** Commands that open the app, or package it. */
const NEED_ELECTRON = ['start', 'test', 'make', 'icons', 'bench'];

/**
 * @param {string} command as in build/run.mjs
 * @returns {Promise<{ node: string, env: NodeJS.ProcessEnv }>} the Node for the build tools, and
 * what its environment needs
 */
export async function setUp(command) {
  await ensureSystemPackages(packagesFor(command, hasDisplay()));
  const node = await ensureToolsNode();
  await ensureDependencies(node);
  await ensureNative();
  if (SYSTEM === 'darwin') ensureSpawnHelpers();
  if (command === 'test') await ensureForeignNode();
  if (command === 'wine') await ensureWindowsPrograms();
  if (!NEED_ELECTRON.includes(command)) return { node, env: {} };
  const electron = await ensureElectron(node);
  return { node, env: { ELECTRON_OVERRIDE_DIST_PATH: electron.dist } };
}
