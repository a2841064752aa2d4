// The one place where programs without a terminal are started. They go through the launcher, so
// none of them gets a descriptor that wasn't meant for it.
import { spawn, spawnSync } from 'node:child_process';
import type {
  ChildProcess,
  ChildProcessByStdio,
  SpawnOptions,
  StdioOptions,
} from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { launched, type Command, type LaunchSettings } from './launch.ts';

export type { ChildProcess } from 'node:child_process';

/**
 * Starts a program and returns at once. One that can't be found says so on its stderr and ends
 * with 127, one that can't be run with 126.
 */
export function startProgram(
  command: Command,
  options: SpawnOptions & { stdio: 'pipe' },
  settings?: LaunchSettings,
): ChildProcessByStdio<Writable, Readable, Readable>;
export function startProgram(
  command: Command,
  options: SpawnOptions,
  settings?: LaunchSettings,
): ChildProcess;
export function startProgram(
  command: Command,
  options: SpawnOptions,
  settings?: LaunchSettings,
): ChildProcess {
  const { file, args } = launched(command, settings);
  return spawn(file, args, options);
}

/**
 * Runs a program to its end and returns its standard output.
 * Throws when it can't be started, ends with anything but 0, or takes longer than `limitMs`.
 */
export function outputOf(command: Command, stdio: StdioOptions, limitMs?: number): string {
  const { file, args } = launched(command);
  const options = { stdio, encoding: 'utf8', timeout: limitMs, windowsHide: true } as const;
  const { status, signal, stdout, error } = spawnSync(file, args, options);
  if (error) throw error;
  if (status !== 0) throw new Error(`${command.file} ended with ${signal ?? status}`);
  return stdout;
}

/** Runs a program to its end and returns all that it says; '' where it can't be started in time. */
export function saidBy(command: Command, limitMs: number): string {
  const { file, args } = launched(command);
  const options = { encoding: 'utf8', timeout: limitMs, windowsHide: true } as const;
  const { stdout, stderr } = spawnSync(file, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return `${stdout ?? ''}${stderr ?? ''}`;
}

/** Runs a program that says nothing to its end, and answers how it ended; null by a signal. */
export function statusOf(command: Command): number | null {
  const { file, args } = launched(command);
  return spawnSync(file, args, { stdio: 'ignore' }).status;
}
