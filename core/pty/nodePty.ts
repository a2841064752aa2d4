// The one file that imports node-pty. On POSIX it takes only node-pty's native half: its
// JavaScript destroys the descriptor 200 ms after the program's exit, read or not, and so
// loses the end of the output of a program that exits right after writing. On Windows the
// public interface is used as it is.
import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';
import { constants } from 'node:os';
import { launched } from '../process/launch.ts';
import { SYSTEM } from '../system.ts';
import { withResolvers } from '../task/taskGroup.ts';
import { say } from '../../words/said.ts';
import { SaidError } from '../../words/saidError.ts';
import type * as NodePty from 'node-pty';
import type { PtyExit, PtyOptions, TerminalSize } from './ptyDevice.ts';

/** node-pty 1.1.0, `src/unix/pty.cc`, with `native/node-pty.patch`. */
interface NativePty {
  /** Linux: with our patch, both ends are close-on-exec from the moment they exist. */
  sealed?: boolean;
  fork(
    file: string,
    args: readonly string[],
    env: readonly string[],
    cwd: string,
    cols: number,
    rows: number,
    uid: number,
    gid: number,
    utf8: boolean,
    helperPath: string,
    onExit: (code: number, signal: number) => void,
  ): { fd: number; pid: number; pty: string };
  resize(fd: number, cols: number, rows: number): void;
  process(fd: number, pty?: string): string | undefined;
}

/** node-pty's public interface, which is all that it promises on Windows. */
export type ConPty = NodePty.IPty;

/** A program forked on a new PTY; the descriptor is non-blocking and belongs to the caller. */
export interface ForkedPty {
  fd: number;
  pid: number;
  path: string;
  exited: Promise<PtyExit>;
}

const require = createRequire(import.meta.url);
let loaded: { module: NativePty; helper: string } | undefined;

// Loaded at first use: an agent asked for --help must not need the native module.
function native(): { module: NativePty; helper: string } {
  if (loaded) return loaded;
  const utilsPath = require.resolve('node-pty/lib/utils.js');
  const utils = require(utilsPath) as {
    loadNativeModule(name: string): { dir: string; module: NativePty };
  };
  const { dir, module } = utils.loadNativeModule('pty');
  // Without it every shell would hold the terminals of those before it.
  if (SYSTEM === 'linux' && module.sealed !== true)
    throw new SaidError(say('pty-module-unpatched'));
  const helper = join(dirname(utilsPath), dir, 'spawn-helper').replace(
    /app\.asar(?=\/)/,
    '$&.unpacked',
  );
  loaded = { module, helper };
  return loaded;
}

/** Starts the program. Throws when no PTY can be had (out of descriptors, no /dev/ptmx). */
export function fork(options: PtyOptions): ForkedPty {
  const { env, cwd, size } = options;
  const { file, args } = launched(options, options.start);
  const { promise: exited, resolve } = withResolvers<PtyExit>();
  const pairs = Object.entries(env).map(([key, value]) => `${key}=${value}`);
  const { module, helper } = native();
  // utf8: the kernel erases whole characters in canonical mode (IUTF8).
  const child = module.fork(
    file,
    args,
    pairs,
    cwd,
    size.cols,
    size.rows,
    -1,
    -1,
    true,
    helper,
    (code, signal) =>
      resolve(signal ? { code: null, signal: signalName(signal) } : { code, signal: null }),
  );
  return { fd: child.fd, pid: child.pid, path: child.pty, exited };
}

export function resize(fd: number, size: TerminalSize): void {
  native().module.resize(fd, size.cols, size.rows);
}

/** Name of the foreground process, as node-pty finds it. On macOS it refuses a second argument. */
export function processName(
  fd: number,
  path: string,
  platform: NodeJS.Platform = SYSTEM,
  module: Pick<NativePty, 'process'> = native().module,
): string {
  return (platform === 'darwin' ? module.process(fd) : module.process(fd, path)) ?? '';
}

/**
 * Starts the program under the ConPTY that node-pty brings along. With Windows' own, closing would
 * fork our executable, which is a second Bowline, and the last output would be lost where nobody
 * reads it within a second. Throws where the program can't be found.
 */
export function spawnWindows(
  options: PtyOptions,
  { spawn }: Pick<typeof NodePty, 'spawn'> = require('node-pty') as typeof NodePty,
): ConPty {
  const { file, args, env, cwd, size } = options;
  const { cols, rows } = size;
  return spawn(file, [...args], { cwd, env: { ...env }, cols, rows, useConptyDll: true });
}

function signalName(number: number): string {
  const found = Object.entries(constants.signals).find(([, value]) => value === number);
  return found?.[0] ?? `signal ${number}`;
}
