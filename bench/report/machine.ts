// On what the figures were taken: without that, none of them can be compared with another.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, cpus, loadavg, release, totalmem } from 'node:os';
import path from 'node:path';
import { findElectron } from '../../build/setup/electron.mjs';
import { SYSTEM } from '../../core/system.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

export interface Machine {
  system: string;
  cpu: string;
  cores: number;
  memoryGb: number;
}

export interface Versions {
  bowline: string;
  /** Of the sources; `+` where they have been changed since. */
  commit: string;
  electron: string;
  xterm: string;
}

export function machine(): Machine {
  const cores = cpus();
  return {
    system: `${SYSTEM} ${release()} ${arch()}`,
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
  };
}

export function versions(): Versions {
  return {
    bowline: packageVersion('.'),
    commit: commit(),
    electron: electronVersion(),
    xterm: packageVersion('node_modules/@xterm/xterm'),
  };
}

/** Programs that wanted a core, on average over the last minute. */
export function load(): number {
  return loadavg()[0]!;
}

function packageVersion(folder: string): string {
  const file = path.join(ROOT, folder, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function electronVersion(): string {
  const dist = findElectron()?.dist;
  return dist ? readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '') : 'none';
}

/** Empty where the sources aren't in a repository, as in a packed copy. */
function commit(): string {
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }).trim();
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return git('rev-parse', '--short', 'HEAD') + (changed ? '+' : '');
  } catch {
    return '';
  }
}
