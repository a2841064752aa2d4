// The one recipe for the native parts: node-pty's own module with our patch, and ours beside it
// (see native/), each compiled straight by a C++ compiler. For this machine set-up follows it, for
// other computers the packager, with a cross compiler; what comes out says what it was made of.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, run } from './command.mjs';
import { SetupError } from './setupError.mjs';
import { applyPatch } from './unifiedPatch.mjs';

export const NATIVE = path.join(ROOT, 'native');
const MODULES = path.join(ROOT, 'node_modules');
const PATCH = path.join(NATIVE, 'node-pty.patch');
const PTY_SOURCE = path.join(MODULES, 'node-pty/src/unix/pty.cc');

const HEADERS = ['node-addon-api', 'node-api-headers/include'].map((folder) =>
  path.join(MODULES, folder),
);

/** `installAgent.sh` compiles with these, too; it needs no binary that fits elsewhere. */
const OPTIONS = ['-std=c++17', '-O2', ...HEADERS.flatMap((folder) => ['-I', folder])];
const MODULE = ['-fPIC', '-shared', '-DBUILDING_NODE_EXTENSION'];
const PTY = [...MODULE, '-DNAPI_CPP_EXCEPTIONS', '-DNODE_GYP_MODULE_NAME=pty'];
/** What says where it was compiled, or when, has no place in a binary that can be made again. */
/** Paths are as seen from the repository, so that the recipe is the same wherever that lies. */
const LINUX = ['-include', 'native/oldGlibc.h', '-s', '-Wl,--build-id=none'];
/** @param {string} folder */
const nameless = (folder) => [folder, ROOT].map((from) => `-ffile-prefix-map=${from}=.`);
const PROGRAM = ['-DBOWLINE_PROGRAM', '-Wl,--wrap=__libc_start_main'];
/** npm's ready-made module and the system's way of starting programs do all but these there. */
const ON_MACOS = ['peer.node', 'terminal.node', 'bowline-askpass', 'bowline-proxy'];
const MACOS_MODULE = [...MODULE, '-undefined', 'dynamic_lookup'];
/** @type {Record<string, string[]>} */
const MACOS_ARCH = { 'darwin-x64': ['-arch', 'x86_64'], 'darwin-arm64': ['-arch', 'arm64'] };

/** @typedef {{ output: string, source: string, flags: string[], libraries: string[] }} Part */

/** @type {Part[]} */
const PARTS = [
  { output: 'pty.node', source: 'pty.cc', flags: PTY, libraries: ['-lutil'] },
  { output: 'peer.node', source: 'peer.cc', flags: MODULE, libraries: [] },
  { output: 'terminal.node', source: 'terminal.cc', flags: MODULE, libraries: [] },
  { output: 'bowline-launch', source: 'launch.cc', flags: PROGRAM, libraries: [] },
  { output: 'bowline-askpass', source: 'askpass.cc', flags: PROGRAM, libraries: [] },
  { output: 'bowline-proxy', source: 'proxy.cc', flags: PROGRAM, libraries: [] },
];

/** @param {string} platform `linux-x64` and the like @returns {Part[]} none where none are needed */
export function partsFor(platform) {
  if (platform.startsWith('linux'))
    return PARTS.map((part) => ({ ...part, flags: [...LINUX, ...part.flags] }));
  if (!platform.startsWith('darwin')) return [];
  const arch = MACOS_ARCH[platform] ?? [];
  return PARTS.filter(({ output }) => ON_MACOS.includes(output)).map((part) => ({
    ...part,
    flags: [...arch, ...(part.output.endsWith('.node') ? MACOS_MODULE : [])],
  }));
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

/**
 * Of all that the parts are made of, and of what is in the folder: the same on every machine.
 * @param {string} platform @param {string} folder
 */
export function nativeFingerprint(platform, folder) {
  const parts = partsFor(platform);
  const hash = createHash('sha256').update(`${platform} ${JSON.stringify(parts)}`);
  const ours = ['peer', 'terminal', 'launch', 'askpass', 'proxy'].map((name) => `${name}.cc`);
  const sources = [...ours, 'askApp.h', 'oldGlibc.h'].map((name) => path.join(NATIVE, name));
  const results = parts.map(({ output }) => path.join(folder, output));
  for (const file of [PATCH, PTY_SOURCE, ...sources, ...results]) {
    hash.update(existsSync(file) ? readFileSync(file) : 'missing');
  }
  return hash.digest('hex');
}

/** Is what lies in a folder what these sources make? @param {string} platform @param {string} folder */
export function nativePartsFit(platform, folder) {
  const stamp = path.join(folder, 'stamp');
  if (partsFor(platform).length === 0) return true;
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === nativeFingerprint(platform, folder);
}

/**
 * Compiles all parts for a platform into a folder of their own, with the patched source beside.
 * @param {string} program the C++ compiler @param {string} platform @param {string} folder
 * @returns {Promise<void>} rejects with a SetupError that names the compiler's log
 */
export async function compileParts(program, platform, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'pty.cc'), patchedSource());
  for (const { output, source, flags, libraries } of partsFor(platform)) {
    const file = path.join(source === 'pty.cc' ? folder : NATIVE, source);
    const options = [...OPTIONS, ...nameless(folder), ...flags];
    const result = ['-o', path.join(folder, output), ...libraries];
    await run(program, [...options, file, ...result], { log: `native-${platform}-${output}` });
  }
  writeFileSync(path.join(folder, 'stamp'), nativeFingerprint(platform, folder));
}
