// The packager wants Electron as the zip of a release. Where the official one was downloaded it
// lies in Electron's own cache. Where another dist is used, this makes the zip from it.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import electron from 'electron/package.json' with { type: 'json' };
import { findElectron } from '../setup/electron.mjs';
import { warnLoudly } from '../setup/progress.mjs';

const run = promisify(execFile);
const FOLDER = path.resolve(import.meta.dirname, '../../out/electron-zip');

async function zip(dist: string, version: string): Promise<void> {
  // Forge insists on the declared version in the name; what is inside says its own.
  const name = `electron-v${electron.version}-${process.platform}-${process.arch}.zip`;
  const file = path.join(FOLDER, version, name);
  if (existsSync(file)) return;
  await mkdir(path.dirname(file), { recursive: true });
  // Stored, not compressed: it is unpacked again a second later.
  await run('zip', ['-0', '-q', '-r', '-y', file, '.'], { cwd: dist });
}

/** @returns the packager's `electronZipDir`; undefined when it shall use the official release */
export async function electronZipDir(): Promise<string | undefined> {
  const binary = findElectron();
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
