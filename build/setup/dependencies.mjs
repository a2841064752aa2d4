// The project's own dependencies: `npm ci`, and the headers that compiling node-pty needs.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './command.mjs';
import { installLocked, isInstalled } from './lockedInstall.mjs';
import { step } from './progress.mjs';

/**
 * Node's headers, as `nodedir` for node-gyp, which else downloads them: those beside the
 * running Node, else those that came with the one for the tools (node-pty is N-API, so
 * headers of another version serve as well).
 * @param {string} toolsNode
 */
function headerFolder(toolsNode) {
  const prefixes = [process.execPath, toolsNode].map((node) => path.resolve(node, '../..'));
  return prefixes.find((prefix) => existsSync(path.join(prefix, 'include/node/node_api.h')));
}

export function dependenciesAreInstalled() {
  return isInstalled(ROOT);
}

/** @param {string} toolsNode path of the Node that runs the build tools */
export async function ensureDependencies(toolsNode) {
  if (dependenciesAreInstalled()) return;
  const nodedir = process.env.npm_config_nodedir ?? headerFolder(toolsNode);
  await step('Installing dependencies (npm ci)', () =>
    installLocked(ROOT, { log: 'npm-ci', env: nodedir ? { npm_config_nodedir: nodedir } : {} }),
  );
}
