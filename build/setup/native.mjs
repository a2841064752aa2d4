// The native parts: node-pty's own module with our patch, and ours beside it (see native/). They
// are compiled straight by the C++ compiler, as the agent's installer does on other computers, and
// again whenever a source or a binary isn't the one that was compiled last.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, run } from './command.mjs';
import { step } from './progress.mjs';
import { SetupError } from './setupError.mjs';
import { applyPatch } from './unifiedPatch.mjs';

const NATIVE = path.join(ROOT, 'native');
const MODULES = path.join(ROOT, 'node_modules');
const PATCH = path.join(NATIVE, 'node-pty.patch');
const PTY_SOURCE = path.join(MODULES, 'node-pty/src/unix/pty.cc');
/** Where node-pty looks for its module; what npm compiled there is replaced. */
const PTY_PLACE = path.join(MODULES, 'node-pty/build/Release/pty.node');

/** Where the compiled parts and the patched source lie. */
export const NATIVE_BUILD = path.join(NATIVE, 'build');
const STAMP = path.join(NATIVE_BUILD, 'stamp');

const HEADERS = ['node-addon-api', 'node-api-headers/include'].map((folder) =>
  path.join(MODULES, folder),
);

/** `installAgent.sh` compiles with the same flags. */
const OPTIONS = ['-std=c++17', '-O2', ...HEADERS.flatMap((folder) => ['-I', folder])];
const MODULE = ['-fPIC', '-shared', '-DBUILDING_NODE_EXTENSION'];
const PTY = [...MODULE, '-DNAPI_CPP_EXCEPTIONS', '-DNODE_GYP_MODULE_NAME=pty'];

/** @typedef {{ output: string, source: string, flags: string[], libraries: string[] }} Part */

/** @type {Part[]} */
const PARTS = [
  {
    output: 'pty.node',
    source: path.join(NATIVE_BUILD, 'pty.cc'),
    flags: PTY,
    libraries: ['-lutil'],
  },
  {
    output: 'peer.node',
    source: path.join(NATIVE, 'peer.cc'),
    flags: MODULE,
    libraries: [],
  },
  {
    output: 'terminal.node',
    source: path.join(NATIVE, 'terminal.cc'),
    flags: MODULE,
    libraries: [],
  },
  {
    output: 'bowline-launch',
    source: path.join(NATIVE, 'launch.cc'),
    flags: [],
    libraries: [],
  },
];

/** On macOS npm's ready-made module and the system's way of starting programs do all but these. */
const ON_MACOS = ['peer.node', 'terminal.node'];
const MACOS_MODULE = ['-undefined', 'dynamic_lookup'];

function partsHere() {
  if (process.platform === 'linux') return PARTS;
  if (process.platform !== 'darwin') return [];
  return PARTS.filter(({ output }) => ON_MACOS.includes(output)).map((part) => ({
    ...part,
    flags: [...part.flags, ...MACOS_MODULE],
  }));
}

function compiler() {
  const names = [process.env.CXX, 'c++', 'g++', 'clang++'].filter((name) => name !== undefined);
  return names.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);
}

/** Of everything that the result depends on, and of the result. */
function fingerprint() {
  const hash = createHash('sha256');
  hash.update(`${process.platform} ${process.arch} ${JSON.stringify(partsHere())}`);
  const ours = ['peer.cc', 'terminal.cc', 'launch.cc'].map((name) => path.join(NATIVE, name));
  const sources = [PATCH, PTY_SOURCE, ...ours];
  const results = partsHere().map(({ output }) => path.join(NATIVE_BUILD, output));
  if (process.platform === 'linux') results.push(PTY_PLACE);
  for (const file of [...sources, ...results]) {
    hash.update(existsSync(file) ? readFileSync(file) : 'missing');
  }
  return hash.digest('hex');
}

/** Is what is there what these sources make? */
export function nativeIsBuilt() {
  if (partsHere().length === 0) return true;
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint();
}

/** node-pty's source for POSIX, patched. @throws {SetupError} when node-pty isn't the one that the patch is for */
export function patchedSource() {
  try {
    return applyPatch(readFileSync(PTY_SOURCE, 'utf8'), readFileSync(PATCH, 'utf8'));
  } catch (error) {
    throw new SetupError(
      `native/node-pty.patch does not fit node_modules/node-pty (${/** @type {Error} */ (error).message}).\n` +
        'It is for the version in package-lock.json: delete node_modules and run the command again.\n' +
        'Whoever updates node-pty has to bring the patch up to date.',
    );
  }
}

/** The old file may be a link shared with other folders, or be running: it is never written into. */
function placePty() {
  mkdirSync(path.dirname(PTY_PLACE), { recursive: true });
  rmSync(PTY_PLACE, { force: true });
  copyFileSync(path.join(NATIVE_BUILD, 'pty.node'), PTY_PLACE);
}

/** @param {string} program */
async function build(program) {
  rmSync(NATIVE_BUILD, { recursive: true, force: true });
  mkdirSync(NATIVE_BUILD, { recursive: true });
  writeFileSync(path.join(NATIVE_BUILD, 'pty.cc'), patchedSource());
  for (const { output, source, flags, libraries } of partsHere()) {
    const target = path.join(NATIVE_BUILD, output);
    await run(program, [...OPTIONS, ...flags, source, '-o', target, ...libraries], {
      log: `native-${output}`,
    });
  }
  if (process.platform === 'linux') placePty();
  writeFileSync(STAMP, fingerprint());
}

/** Compiles what isn't there. @throws {SetupError} when it can't be done */
export async function ensureNative() {
  if (nativeIsBuilt()) return;
  const program = compiler();
  // On macOS all but the credentials of peers works without (modes of terminals are asked of stty), and only developers have one there.
  if (!program && process.platform === 'darwin') return;
  if (!program)
    throw new SetupError('A C++ compiler is needed (c++, g++ or clang++): install one.');
  await step('Compiling the native parts', () => build(program));
}
