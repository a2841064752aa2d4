// node-pty and our own native parts for any platform that Bowline runs on, wherever it is packaged:
// what is ready-made on npm, what set-up compiled for this machine, and what a cross compiler makes
// for other Linuxes. Other systems have no such compiler and take a Linux build's `out/native`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { SYSTEM } from '../../core/system.ts';
import { NATIVE_BUILD } from '../setup/native.mjs';
import { compileParts, nativePartsFit, partsFor } from '../setup/nativeParts.mjs';
import { step } from '../setup/progress.mjs';
import { ensureSpawnHelpers } from '../setup/spawnHelper.mjs';
import { whyTooFar } from './binaryReach.ts';
import { isLeftover } from './leftovers.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const NODE_PTY = path.join(ROOT, 'node_modules', 'node-pty');

/** Parts for other platforms than this machine's, a folder each. */
export const NATIVE_OUT = path.join(ROOT, 'out', 'native');

export const THIS_MACHINE = `${SYSTEM}-${process.arch}`;

/** Debian's cross compilers, and what installs them. */
const CROSS: Record<string, { program: string; package: string }> = {
  'linux-x64': { program: 'x86_64-linux-gnu-g++', package: 'g++-x86-64-linux-gnu' },
  'linux-arm64': { program: 'aarch64-linux-gnu-g++', package: 'g++-aarch64-linux-gnu' },
};

/** Where a platform's compiled parts lie, or would. */
export function partsFolder(platform: string): string {
  return platform === THIS_MACHINE ? NATIVE_BUILD : path.join(NATIVE_OUT, platform);
}

function isThere(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Why this Linux's PTY module can't be had here, in words for whoever packages; undefined when it can. */
export function whyNoParts(platform: string): string | undefined {
  const folder = partsFolder(platform);
  if (nativePartsFit(platform, folder)) {
    const isOurs = SYSTEM === 'linux' && platform.startsWith('linux-');
    return isOurs ? whyTooFar(platform, folder) : undefined;
  }
  const cross = CROSS[platform];
  if (!cross) return `no compiler for ${platform} is known`;
  if (SYSTEM !== 'linux')
    return `it is compiled on Linux: run "npm run build:agent" there, and put its out/native here`;
  return isThere(cross.program) ? undefined : `install ${cross.package} (Debian and Ubuntu)`;
}

/** Leaves what was compiled here where builds on other systems get it from. */
async function handOver(platform: string, folder: string): Promise<void> {
  const place = path.join(NATIVE_OUT, platform);
  if (place !== folder && !nativePartsFit(platform, place)) {
    await rm(place, { recursive: true, force: true });
    await cp(folder, place, { recursive: true });
  }
}

/**
 * Compiles a Linux's parts where they aren't there, or aren't what the sources make.
 * @returns their folder; undefined where `whyNoParts` has a reason
 */
export async function linuxParts(platform: string): Promise<string | undefined> {
  if (whyNoParts(platform)) return undefined;
  const folder = partsFolder(platform);
  if (!nativePartsFit(platform, folder)) {
    const { program } = CROSS[platform]!;
    const title = `Compiling the native parts for ${platform}`;
    await step(title, () => compileParts(program, platform, folder));
    if (whyNoParts(platform)) return undefined;
  }
  if (SYSTEM === 'linux') await handOver(platform, folder);
  return folder;
}

async function copyNodePty(target: string, parts: readonly string[]): Promise<void> {
  for (const part of parts) {
    await cp(path.join(NODE_PTY, part), path.join(target, part), {
      recursive: true,
      filter: (file) => !isLeftover(file),
    });
  }
}

/** Apple's compiler makes both processors' parts; npm brings the PTY module. */
async function macParts(platform: string): Promise<void> {
  const folder = partsFolder(platform);
  if (SYSTEM !== 'darwin' || nativePartsFit(platform, folder) || !isThere('c++')) return;
  await compileParts('c++', platform, folder);
}

/** Ours beside the PTY module. Other systems' may be missing: they do without, or compile them. */
async function copyParts(platform: string, folder: string): Promise<void> {
  if (!nativePartsFit(platform, partsFolder(platform))) return;
  for (const { output } of partsFor(platform).filter((part) => part.output !== 'pty.node')) {
    await cp(path.join(partsFolder(platform), output), path.join(folder, 'native/build', output));
  }
}

/**
 * Puts node-pty with what it needs at run time, and our own parts, into a folder.
 * @param platform `linux-x64` and the like; `linux` for what is compiled where it is installed
 * @returns whether its PTY module is ready-made
 */
export async function addNative(folder: string, platform: string): Promise<boolean> {
  const target = path.join(folder, 'node_modules', 'node-pty');
  const prebuilt = path.join('prebuilds', platform);
  const ready = existsSync(path.join(NODE_PTY, prebuilt));
  await copyNodePty(target, ['package.json', 'LICENSE', 'lib', ...(ready ? [prebuilt] : [])]);
  const compiled = platform.startsWith('linux-') ? await linuxParts(platform) : undefined;
  if (compiled) {
    await mkdir(path.join(target, 'build/Release'), { recursive: true });
    await cp(path.join(compiled, 'pty.node'), path.join(target, 'build/Release/pty.node'));
  }
  if (platform.startsWith('darwin-')) await macParts(platform);
  await copyParts(platform, folder);
  ensureSpawnHelpers(target);
  return ready || compiled !== undefined;
}
