// The agent as the app installs it on other computers: one archive a platform with all it needs
// but Node, and a manifest that says what there is. `npm run build:agent`; lies in
// out/agent-bundle/, and travels in the packaged app.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { outputOf } from '../fresh.mjs';
import { patchedSource } from '../setup/nativeParts.mjs';
import { note } from '../setup/progress.mjs';
import { archive, sourceTime } from './archive.ts';
import { addNative, partsFolder, whyNoParts } from './nativeFor.ts';
import { agentNotices, NOTICES_FILE } from './notices.ts';
import { SHARE, SHARE_SOURCES } from './sharePaths.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const MODULES = path.join(ROOT, 'node_modules');

export const AGENT_BUNDLE = path.join(ROOT, 'out', 'agent-bundle');

/**
 * `linux` serves every Linux for which there is no PTY module here, and every one whose C library
 * isn't glibc: it is compiled there, and so it is where ours does not fit.
 */
const PLATFORMS = ['linux', 'linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'] as const;
type Platform = (typeof PLATFORMS)[number];

/** Our native parts that are compiled beside the PTY module. */
const PARTS_SOURCES = ['peer.cc', 'terminal.cc', 'launch.cc'].map((name) =>
  path.join(ROOT, 'native', name),
);

/** What is needed besides to compile all of it with a C++ compiler and nothing else. */
const HEADERS: [from: string, to: string][] = [
  ['node-addon-api/napi.h', 'include/napi.h'],
  ['node-addon-api/napi-inl.h', 'include/napi-inl.h'],
  ['node-addon-api/napi-inl.deprecated.h', 'include/napi-inl.deprecated.h'],
  ['node-addon-api/LICENSE.md', 'include/LICENSE.node-addon-api.md'],
  ['node-api-headers/include', 'include'],
  ['node-api-headers/LICENSE', 'include/LICENSE.node-api-headers'],
];

async function copySources(folder: string): Promise<void> {
  const native = path.join(folder, 'native');
  await mkdir(native, { recursive: true });
  await writeFile(path.join(native, 'pty.cc'), patchedSource());
  for (const file of PARTS_SOURCES) await cp(file, path.join(native, path.basename(file)));
  for (const [from, to] of HEADERS) {
    await cp(path.join(MODULES, from), path.join(native, to), { recursive: true });
  }
}

/** @returns the folder; undefined for a platform whose PTY module can't be had here */
async function makeFolder(platform: Platform, about: About): Promise<string | undefined> {
  const folder = path.join(about.bundle, `bowline-agent-${platform}`);
  await mkdir(folder, { recursive: true });
  const ready = await addNative(folder, platform);
  if (!ready && platform !== 'linux') {
    await rm(folder, { recursive: true });
    return undefined;
  }
  await cp(outputOf('agent'), path.join(folder, 'bowline-agent.mjs'));
  await cp(path.join(ROOT, 'LICENSE'), path.join(folder, 'LICENSE'));
  await writeFile(path.join(folder, NOTICES_FILE), agentNotices());
  const manifest = { name: 'bowline-agent', version: about.version, type: 'module', private: true };
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await cp(about.share, path.join(folder, 'share'), { recursive: true });
  if (platform.startsWith('linux')) await copySources(folder);
  return folder;
}

interface About {
  version: string;
  /** Where the archives are made. */
  bundle: string;
  /** Where the files for `share` lie. */
  share: string;
}

async function pack(folder: string) {
  const file = `${path.basename(folder)}.tar.gz`;
  const packed = await archive(folder, sourceTime(ROOT));
  await writeFile(path.join(path.dirname(folder), file), packed);
  const sha256 = createHash('sha256').update(packed).digest('hex');
  return { file, sha256, bytes: packed.byteLength };
}

/** Which hosts will need a compiler, and what whoever packages can do about it. */
function tellMissing(missing: readonly Platform[]): void {
  for (const platform of missing) {
    const why = whyNoParts(platform) ?? 'npm has none';
    note(`No ready-made PTY module for ${platform}, so hosts need a C++ compiler: ${why}.`);
  }
}

/**
 * To be called when the agent is compiled.
 * @param bundle the folder to make it in; what was there goes
 * @param share where to write the files for `share`; what was there goes
 */
export async function bundleAgent(bundle = AGENT_BUNDLE, share = SHARE): Promise<void> {
  const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  await rm(bundle, { recursive: true, force: true });
  const packages: Manifest['packages'] = {};
  const { writeShare } = await import('./share.ts');
  await writeShare(share);
  for (const platform of PLATFORMS) {
    const folder = await makeFolder(platform, { version, bundle, share });
    if (folder) packages[platform] = await pack(folder);
  }
  tellMissing(PLATFORMS.filter((platform) => !packages[platform]));
  const manifest = `${JSON.stringify({ version, packages }, null, 2)}\n`;
  await writeFile(path.join(bundle, 'manifest.json'), manifest);
}

interface Manifest {
  version: string;
  packages: Record<string, { file: string; sha256: string; bytes: number }>;
}

/** Could it hold more by now, because a compiler has come since? */
async function couldHoldMore(manifest: string): Promise<boolean> {
  const { packages } = JSON.parse(await readFile(manifest, 'utf8')) as Manifest;
  return PLATFORMS.some((platform) => !packages[platform] && !whyNoParts(platform));
}

/** Is it there, and younger than the agent and the native parts in it, and than what makes it? */
export async function bundleIsFresh(): Promise<boolean> {
  const manifest = path.join(AGENT_BUNDLE, 'manifest.json');
  if (!existsSync(manifest) || !existsSync(SHARE) || (await couldHoldMore(manifest))) return false;
  const made = (await stat(manifest)).mtimeMs;
  const stamps = PLATFORMS.map((platform) => path.join(partsFolder(platform), 'stamp'));
  const parts = [outputOf('agent'), ...stamps, import.meta.filename, ...SHARE_SOURCES];
  const found = await Promise.all(parts.filter(existsSync).map((file) => stat(file)));
  return found.every(({ mtimeMs }) => made > mtimeMs);
}
