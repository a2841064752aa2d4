// The native parts of this machine (the recipe is in nativeParts.mjs), compiled again whenever a
// source or a binary isn't the one that was compiled last.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './command.mjs';
import { compileParts, NATIVE, nativePartsFit } from './nativeParts.mjs';
import { step } from './progress.mjs';
import { SetupError } from './setupError.mjs';
import { SYSTEM } from './system.mjs';

const HERE = `${SYSTEM}-${process.arch}`;

/** Where the compiled parts and the patched source lie. */
export const NATIVE_BUILD = path.join(NATIVE, 'build');

/** Where node-pty looks for its module; what npm compiled there is replaced. */
const PTY_PLACE = path.join(ROOT, 'node_modules/node-pty/build/Release/pty.node');

function compiler() {
  const names = [process.env.CXX, 'c++', 'g++', 'clang++'].filter((name) => name !== undefined);
  return names.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);
}

function ptyIsInPlace() {
  if (SYSTEM !== 'linux') return true;
  const ours = path.join(NATIVE_BUILD, 'pty.node');
  return existsSync(PTY_PLACE) && readFileSync(PTY_PLACE).equals(readFileSync(ours));
}

/** Is what is there what these sources make? */
export function nativeIsBuilt() {
  return nativePartsFit(HERE, NATIVE_BUILD) && ptyIsInPlace();
}

/** The old file may be a link shared with other folders, or be running: it is never written into. */
function placePty() {
  if (SYSTEM !== 'linux') return;
  mkdirSync(path.dirname(PTY_PLACE), { recursive: true });
  rmSync(PTY_PLACE, { force: true });
  copyFileSync(path.join(NATIVE_BUILD, 'pty.node'), PTY_PLACE);
}

/** @param {string} program */
async function build(program) {
  await compileParts(program, HERE, NATIVE_BUILD);
  placePty();
}

/** Compiles what isn't there. @throws {SetupError} when it can't be done */
export async function ensureNative() {
  if (nativeIsBuilt()) return;
  const program = compiler();
  // On macOS all but the credentials of peers works without (modes of terminals are asked of stty), and only developers have one there.
  if (!program && SYSTEM === 'darwin') return;
  if (!program)
    throw new SetupError('A C++ compiler is needed (c++, g++ or clang++): install one.');
  await step('Compiling the native parts', () => build(program));
}
