// The packager wants Electron as the zip of a release. Where the official one can be downloaded, it
// does that itself, for any system. Where another dist is used on this machine, this makes the zip
// from it; and a folder of zips that somebody has downloaded elsewhere can be named.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import electron from 'electron/package.json' with { type: 'json' };
import { SYSTEM } from '../../core/system.ts';
import { findElectron } from '../setup/electron.mjs';
import { warnLoudly } from '../setup/progress.mjs';
import { isNetworkFailure } from './networkFailure.ts';
import type { System } from './targets.ts';
import { SYSTEMS } from './targets.ts';

const run = promisify(execFile);
const FOLDER = path.resolve(import.meta.dirname, '../../out/electron-zip');
const THIS_MACHINE = `${SYSTEM}-${process.arch}`;

/** Forge insists on the declared version in the name; what is inside says its own. */
function zipName(platform: string): string {
  return `electron-v${electron.version}-${platform}.zip`;
}

async function zip(dist: string, version: string): Promise<void> {
  const file = path.join(FOLDER, version, zipName(THIS_MACHINE));
  if (existsSync(file)) return;
  await mkdir(path.dirname(file), { recursive: true });
  // Stored, not compressed: it is unpacked again a second later.
  await run('zip', ['-0', '-q', '-r', '-y', file, '.'], { cwd: dist });
}

/**
 * @param platform `win32-x64` and the like
 * @returns the packager's `electronZipDir`; undefined when it shall download the official release
 */
export async function electronZipDir(platform = THIS_MACHINE): Promise<string | undefined> {
  if (process.env.BOWLINE_ELECTRON_ZIPS) return path.resolve(process.env.BOWLINE_ELECTRON_ZIPS);
  const binary = platform === THIS_MACHINE ? findElectron() : undefined;
  if (!binary || binary.dist.startsWith(path.resolve('node_modules', 'electron'))) return undefined;
  await zip(binary.dist, binary.version);
  if (!binary.official) {
    warnLoudly([
      'This package contains the UNOFFICIAL Electron repack: good for tests on a closed',
      'network, NEVER for a release.',
    ]);
  }
  return path.join(FOLDER, binary.version);
}

/**
 * What to say of a package that could not be made: when it is Electron that can't be had, where to
 * get it or where to go; any other error as it is.
 */
export function explainElectron(error: unknown, platform: System, arch: string): string {
  if (!isNetworkFailure(error)) return String((error as Error).stack ?? error);
  const name = zipName(`${platform}-${arch}`);
  return [
    `Electron for ${SYSTEMS[platform]} (${arch}) could not be downloaded: ${(error as Error).message}`,
    `Run "npm run make" on ${SYSTEMS[platform]}, or download ${name} from`,
    `https://github.com/electron/electron/releases/tag/v${electron.version} into a folder, name that`,
    'in BOWLINE_ELECTRON_ZIPS, and run the command again.',
  ].join('\n');
}
