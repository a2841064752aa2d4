// What is asked of this computer to find its shells: files, and programs that tell. Everything is
// bounded, and whatever can't be had is empty: a shell that isn't found can still be typed.
import { constants } from 'node:fs';
import { access, lstat, opendir, realpath, stat } from 'node:fs/promises';
import { readWhole } from '../../../core/files/readFile.ts';
import { variable } from '../../../core/process/searchPath.ts';
import { startProgram } from '../../../core/process/startProgram.ts';
import { pause, systemClock, type Clock } from '../../../core/time/clock.ts';
import type { ProgramCommand } from '../../programs/commandWords.ts';
import { inTime } from './inTime.ts';

export interface ShellSystem {
  platform: NodeJS.Platform;
  /** On Windows the names are found in any case. */
  env: Readonly<Record<string, string | undefined>>;
  /** The user's own shell: a program's path or name. */
  loginShell: string;
  clock: Clock;
  /** Is there a file that may be run? */
  isProgram: (path: string) => Promise<boolean>;
  /** Names in a folder. */
  names: (folder: string) => Promise<string[]>;
  text: (file: string) => Promise<string>;
  /** A folder without the links on the way to it. */
  real: (folder: string) => Promise<string>;
  /** What a program prints. */
  printed: (command: ProgramCommand) => Promise<string>;
}

const NAMES = 1_000;
const TEXT_BYTES = 64 * 1024;
const PRINTED_BYTES = 256 * 1024;
const PROGRAM_MS = 2_000;
/** For one file, which may be on another computer that doesn't answer. */
const FILE_MS = 2_000;

type Facts = Pick<ShellSystem, 'platform' | 'env' | 'loginShell'>;

export function thisSystem(facts: Facts, clock: Clock = systemClock): ShellSystem {
  return {
    ...facts,
    clock,
    isProgram: (path) => orElse(false, () => isProgram(path, facts.platform)),
    names: (folder) => orElse([], () => namesIn(folder)),
    text: (file) => orElse('', () => whole(file)),
    real: (folder) => orElse(folder, () => realpath(folder)),
    printed: (command) => printed(command, facts, clock),
  };
}

/** Those of the files that may be run, as far as the computers that they are on answer. */
export async function programsOf(
  { isProgram, clock }: ShellSystem,
  files: readonly string[],
): Promise<ReadonlySet<string>> {
  const limit = { ms: FILE_MS, clock };
  const are = await Promise.all(files.map((file) => inTime(isProgram(file), false, limit)));
  return new Set(files.filter((_, index) => are[index]));
}

/** A variable's value; '' where it isn't set. */
export function given({ env, platform }: Pick<Facts, 'env' | 'platform'>, name: string): string {
  return variable(env, name, platform) ?? '';
}

async function orElse<T>(otherwise: T, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch {
    return otherwise;
  }
}

// What the Store puts into PATH is no link that could be followed, and no file that could be opened:
// only that it is there can be told.
async function isProgram(path: string, platform: NodeJS.Platform): Promise<boolean> {
  if (platform === 'win32') return !(await lstat(path)).isDirectory();
  await access(path, constants.X_OK);
  return (await stat(path)).isFile();
}

async function namesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of await opendir(folder)) {
    if (names.push(name) === NAMES) break;
  }
  return names;
}

// Some systems have a link there.
async function whole(path: string): Promise<string> {
  return readWhole(await realpath(path), TEXT_BYTES)?.text ?? '';
}

async function printed(command: ProgramCommand, { env }: Facts, clock: Clock): Promise<string> {
  const options = { stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true, env } as const;
  const child = startProgram(command, { ...options, stdio: [...options.stdio] });
  const over = new AbortController();
  const chunks: Buffer[] = [];
  let size = 0;
  child.stdout!.on('data', (chunk: Buffer) => {
    size += chunk.byteLength;
    if (size <= PRINTED_BYTES) chunks.push(chunk);
    else over.abort();
  });
  child.once('error', () => over.abort()).once('close', () => over.abort());
  await pause(clock, PROGRAM_MS, over.signal);
  child.kill('SIGKILL');
  child.stdout!.destroy();
  return Buffer.concat(chunks).toString('utf8');
}
