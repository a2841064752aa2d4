// The agent as the app installs it on other computers: one archive a platform with all it needs
// but Node, and a manifest that says what there is. `npm run build:agent`; lies in
// out/agent-bundle/, and travels in the packaged app.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { outputOf } from '../fresh.mjs';
import { NATIVE_BUILD, patchedSource } from '../setup/native.mjs';
import { isLeftover } from './leftovers.ts';
import { SHARE, SHARE_SOURCES } from './sharePaths.ts';

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, '../..');
const MODULES = path.join(ROOT, 'node_modules');
const NODE_PTY = path.join(MODULES, 'node-pty');

export const AGENT_BUNDLE = path.join(ROOT, 'out', 'agent-bundle');

/**
 * `linux` serves every Linux for which there is no PTY module here: it is compiled there, and so
 * it is where ours does not fit. npm has ready-made ones for macOS.
 */
const PLATFORMS = ['linux', 'linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'] as const;
type Platform = (typeof PLATFORMS)[number];

/** Our native parts that are compiled beside the PTY module. */
const PARTS = ['peer.node', 'terminal.node', 'bowline-launch'];
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

function isThisMachine(platform: Platform): boolean {
  return platform === `${process.platform}-${process.arch}`;
}

/** Folder of the ready-made PTY module; undefined where it has to be compiled. */
function readyMade(platform: Platform): string | undefined {
  const prebuilt = path.join('prebuilds', platform);
  if (existsSync(path.join(NODE_PTY, prebuilt))) return prebuilt;
  return isThisMachine(platform) ? path.join('build', 'Release') : undefined;
}

async function copyNodePty(folder: string, ready: string | undefined): Promise<void> {
  const target = path.join(folder, 'node_modules', 'node-pty');
  const parts = ['package.json', 'LICENSE', 'lib', ...(ready ? [ready] : [])];
  for (const part of parts) {
    await cp(path.join(NODE_PTY, part), path.join(target, part), {
      recursive: true,
      filter: (file) => !isLeftover(file),
    });
  }
  // macOS starts programs through it; npm's archive has lost that it is one.
  const helper = path.join(target, ready ?? '', 'spawn-helper');
  if (ready && existsSync(helper)) await chmod(helper, 0o755);
}

async function copySources(folder: string): Promise<void> {
  const native = path.join(folder, 'native');
  await mkdir(native, { recursive: true });
  await writeFile(path.join(native, 'pty.cc'), patchedSource());
  for (const file of PARTS_SOURCES) await cp(file, path.join(native, path.basename(file)));
  for (const [from, to] of HEADERS) {
    await cp(path.join(MODULES, from), path.join(native, to), { recursive: true });
  }
}

/** Ours that were compiled here; other machines' have none, and compile them or do without. */
async function copyParts(folder: string): Promise<void> {
  for (const name of PARTS) {
    const file = path.join(NATIVE_BUILD, name);
    if (existsSync(file)) await cp(file, path.join(folder, 'native', 'build', name));
  }
}

async function makeFolder(platform: Platform, version: string): Promise<string> {
  const folder = path.join(AGENT_BUNDLE, `bowline-agent-${platform}`);
  await mkdir(folder, { recursive: true });
  await cp(outputOf('agent'), path.join(folder, 'bowline-agent.mjs'));
  await cp(path.join(ROOT, 'LICENSE'), path.join(folder, 'LICENSE'));
  const about = { name: 'bowline-agent', version, type: 'module', private: true };
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(about, null, 2)}\n`);
  await cp(SHARE, path.join(folder, 'share'), { recursive: true });
  await copyNodePty(folder, readyMade(platform));
  if (isThisMachine(platform)) await copyParts(folder);
  if (platform.startsWith('linux')) await copySources(folder);
  return folder;
}

async function pack(folder: string) {
  const file = `${path.basename(folder)}.tar.gz`;
  const archive = path.join(AGENT_BUNDLE, file);
  await run('tar', ['-czf', archive, '-C', folder, '.']);
  const sha256 = createHash('sha256').update(await readFile(archive));
  return { file, sha256: sha256.digest('hex'), bytes: (await stat(archive)).size };
}

/** To be called when the agent is compiled. @throws when `tar` is missing or fails */
export async function bundleAgent(): Promise<void> {
  const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  await rm(AGENT_BUNDLE, { recursive: true, force: true });
  const { writeShare } = await import('./share.ts');
  await writeShare();
  const packages: Record<string, Awaited<ReturnType<typeof pack>>> = {};
  for (const platform of PLATFORMS) {
    if (platform !== 'linux' && !readyMade(platform)) continue;
    packages[platform] = await pack(await makeFolder(platform, version));
  }
  const manifest = { version, packages };
  await writeFile(
    path.join(AGENT_BUNDLE, 'manifest.json'),
    `${JSON.stringify(manifest, null, 2)}\n`,
  );
}

/** Is it there, and younger than the agent and the native parts in it, and than what makes it? */
export async function bundleIsFresh(): Promise<boolean> {
  const manifest = path.join(AGENT_BUNDLE, 'manifest.json');
  if (!existsSync(manifest) || !existsSync(SHARE)) return false;
  const made = (await stat(manifest)).mtimeMs;
  const ours = [import.meta.filename, ...SHARE_SOURCES];
  const parts = [outputOf('agent'), path.join(NATIVE_BUILD, 'stamp'), ...ours];
  const found = await Promise.all(parts.filter(existsSync).map((file) => stat(file)));
  return found.every(({ mtimeMs }) => made > mtimeMs);
}
