// Is a bundle up to date? A fingerprint of its sources (names, sizes, times) is kept beside it.
// Plain JavaScript, because build/runProgram.mjs asks on whatever Node is there.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';

const ROOT = path.resolve(import.meta.dirname, '..');
const STAMPS = path.join(ROOT, 'out', 'stamps');

/** What every bundle depends on besides its own sources. */
const SHARED_SOURCES = [
  'package-lock.json',
  'build/bundles.ts',
  'build/package/packagesUsed.ts',
  'tsconfig.base.json',
  'words',
  'core/text', // words are cleaned there
];

/** @type {Record<string, { sources: string[], output: string }>} */
const BUNDLES = {
  main: { sources: ['core', 'electron', 'package.json'], output: 'out/app/main/main.js' },
  importer: {
    sources: ['core', 'electron', 'package.json'],
    output: 'out/app/importer/importer.js',
  },
  preload: { sources: ['electron'], output: 'out/app/preload/preload.cjs' },
  renderer: {
    sources: ['renderer', 'electron/ipc', 'assets'],
    output: 'out/app/renderer/index.html',
  },
  agent: { sources: ['core', 'agent', 'package.json'], output: 'out/agent/bowline-agent.mjs' },
  relay: { sources: ['core', 'relay', 'package.json'], output: 'out/relay/bowline-relay.mjs' },
};

/** @typedef {'main' | 'importer' | 'preload' | 'renderer' | 'agent' | 'relay'} BundleName */

export const BUNDLE_NAMES = /** @type {BundleName[]} */ (Object.keys(BUNDLES));

/** @param {string} source a file or folder @returns {string[]} one line a file */
function describe(source) {
  const stats = statSync(source, { throwIfNoEntry: false });
  if (!stats) return [];
  if (stats.isFile()) return [`${source} ${stats.size} ${stats.mtimeMs}`];
  return readdirSync(source).flatMap((name) => describe(path.join(source, name)));
}

/** @param {BundleName} name */
function fingerprint(name) {
  const sources = [...SHARED_SOURCES, ...(BUNDLES[name]?.sources ?? [])];
  const lines = sources.flatMap((source) => describe(path.join(ROOT, source)));
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

/**
 * @param {BundleName} name
 * @param {string} [root] another checkout
 * @returns {string} path of the file that is run or opened
 */
export function outputOf(name, root = ROOT) {
  return path.join(root, BUNDLES[name]?.output ?? '');
}

/** @param {BundleName} name */
export function isFresh(name) {
  const stamp = path.join(STAMPS, name);
  if (!existsSync(outputOf(name)) || !existsSync(stamp)) return false;
  return readFileSync(stamp, 'utf8') === fingerprint(name);
}

/**
 * Takes the fingerprint before the build begins, so that what changes meanwhile is seen.
 * @param {BundleName} name @returns {() => void} call it when the bundle is written
 */
export function startStamp(name) {
  const mark = fingerprint(name);
  return () => {
    mkdirSync(STAMPS, { recursive: true });
    writeFileSync(path.join(STAMPS, name), mark);
  };
}
