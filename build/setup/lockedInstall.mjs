// `npm ci` where it is needed: when a folder's node_modules is missing or is not what its
// package-lock.json says. Integrity hashes stand in the lockfile; npm checks them.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './command.mjs';
import { SYSTEM } from './system.mjs';

/** @typedef {Record<string, { version?: string, optional?: boolean, link?: boolean }>} Packages */

/** @param {string} file @returns {Packages} */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/**
 * Compares the lockfile with npm's own record of what it installed. Optional packages may be
 * missing: they are for other systems.
 * @param {string} folder
 */
function treeMatchesLock(folder) {
  const record = path.join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const { '': _root, ...wanted } = packagesOf(path.join(folder, 'package-lock.json'));
  const installed = packagesOf(record);
  const allWanted = Object.entries(wanted).every(
    ([name, { version, optional }]) =>
      installed[name]?.version === version || (optional && !installed[name]),
  );
  return allWanted && Object.keys(installed).every((name) => name in wanted);
}

/** @param {string} folder */
function lockHash(folder) {
  const lock = readFileSync(path.join(folder, 'package-lock.json'));
  return createHash('sha256').update(lock).digest('hex');
}

/** @param {string} folder */
function stampOf(folder) {
  return path.join(folder, 'node_modules', '.lock-hash');
}

/** @param {string} folder */
export function isInstalled(folder) {
  const stamp = stampOf(folder);
  const hash = lockHash(folder);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true;
  if (!treeMatchesLock(folder)) return false;
  writeFileSync(stamp, hash); // someone ran npm by hand, and rightly
  return true;
}

/** npm as it was started, else the one on the path. */
function npm() {
  const script = process.env.npm_execpath;
  if (script?.endsWith('npm-cli.js')) return { program: process.execPath, before: [script] };
  return { program: SYSTEM === 'win32' ? 'npm.cmd' : 'npm', before: [] };
}

/**
 * @param {string} folder holds package.json and package-lock.json
 * @param {{ log: string, args?: string[], env?: NodeJS.ProcessEnv }} options
 */
export async function installLocked(folder, options) {
  const { program, before } = npm();
  const args = [...before, 'ci', '--no-audit', '--no-fund', ...(options.args ?? [])];
  await run(program, args, { cwd: folder, log: options.log, env: options.env });
  writeFileSync(stampOf(folder), lockHash(folder));
}
