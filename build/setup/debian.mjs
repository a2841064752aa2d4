// System packages on Debian and Ubuntu: as root they are installed; anyone else is told the
// exact command, and nothing is done behind their back. Other systems are left alone.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { aptGet } from './aptGet.mjs';
import { step } from './progress.mjs';
import { SetupError } from './setupError.mjs';
import { SYSTEM } from './system.mjs';

const isRoot = process.getuid?.() === 0;

export function isDebian() {
  return SYSTEM === 'linux' && existsSync('/etc/debian_version');
}

/** @param {string} program @param {string[]} args */
function output(program, args) {
  return (
    spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }).stdout ??
    ''
  );
}

/** @param {string[]} packages entries may be `a|b` @returns {string[]} those not installed */
function missing(packages) {
  const names = packages.flatMap((entry) => entry.split('|'));
  const lines = output('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names]);
  const installed = new Set(
    lines.split('\n').flatMap((line) => (line.endsWith(' installed') ? [line.split(' ')[0]] : [])),
  );
  return packages.filter((entry) => !entry.split('|').some((name) => installed.has(name)));
}

/** The name this release knows an entry by. @param {string} entry */
function nameHere(entry) {
  const names = entry.split('|');
  if (names.length === 1) return entry;
  const known = (/** @type {string} */ name) =>
    /Candidate: \d/.test(output('apt-cache', ['policy', name]));
  return names.find(known) ?? names.at(-1) ?? entry;
}

/** @param {string[]} entries */
async function aptInstall(entries) {
  await step('Updating the list of system packages (apt-get update)', () =>
    aptGet(['update'], { log: 'apt-update' }),
  );
  const names = entries.map(nameHere);
  await step(`Installing system packages: ${names.join(' ')}`, () =>
    aptGet(['install', '-y', '--no-install-recommends', ...names], { log: 'apt-install' }),
  );
}

/**
 * @param {import('./systemPackages.mjs').PackageSet} packages
 * @throws {SetupError} with the command to run, where we may not run it
 */
export async function ensureSystemPackages({ needed, wanted }) {
  if (!isDebian()) return;
  const entries = missing(isRoot ? [...needed, ...wanted] : needed);
  if (entries.length === 0) return;
  if (isRoot) return aptInstall(entries);
  throw new SetupError(
    'Some system packages are missing. Install them with\n\n' +
      `  sudo apt-get install ${entries.map(nameHere).join(' ')}\n\n` +
      'and run the command again.',
  );
}
