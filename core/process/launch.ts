// How every program of ours is started on Linux: through native/launch.cc, which leaves it 0, 1
// and 2 and nothing else, the user's own limit of open files, and no raised priority. On macOS
// node-pty and Node start programs with POSIX_SPAWN_CLOEXEC_DEFAULT, which does the first.
import { join } from 'node:path';
import { nativeFolder } from '../native/nativeFolder.ts';
import { SYSTEM } from '../system.ts';
import type { LimitName } from '../wire/login.ts';
import { starter } from './starter.ts';

/** A program and its arguments. */
export interface Command {
  file: string;
  args: readonly string[];
}

/** What a program begins with, where it isn't to be as with us. Only the launcher can set it. */
export interface LaunchSettings {
  /** What it finds as its own name. */
  argv0?: string | undefined;
  umask?: number | undefined;
  /** How its terminal is set: as sshd does, instead of as node-pty does. */
  terminal?: 'ssh' | undefined;
  nice?: number | undefined;
  /** False: hung up when the process that starts it ends, however that ends. */
  outlives?: false | undefined;
  /** Soft and hard; null for none. A hard one above ours stays as it is. */
  limits?: Partial<Record<LimitName, [number | null, number | null]>> | undefined;
}

/** Is that heeded here? */
export function canSet(_setting: keyof LaunchSettings): boolean {
  return SYSTEM === 'linux';
}

/** The command that starts `command` so. Throws where set-up was never run. */
export function launched(command: Command, settings: LaunchSettings = {}): Command {
  if (SYSTEM !== 'linux') return command;
  const folder = nativeFolder();
  if (folder === undefined) throw new Error(`bowline-launch is missing. ${SET_UP_AGAIN}`);
  const given = settings.limits?.nofile !== undefined || starter.openFiles === undefined;
  const limit = given ? '-' : String(starter.openFiles);
  const args = [...words(settings), limit, command.file, ...command.args];
  return { file: join(folder, 'bowline-launch'), args };
}

function words({ argv0, umask, terminal, nice, outlives, limits = {} }: LaunchSettings): string[] {
  const bound = (value: number | null): string => (value === null ? '-' : String(value));
  return [
    ...(argv0 === undefined ? [] : [`argv0=${argv0}`]),
    ...(umask === undefined ? [] : [`umask=${umask.toString(8)}`]),
    ...(terminal === undefined ? [] : [`terminal=${terminal}`]),
    ...(outlives === undefined ? [] : ['outlives=no']),
    ...(nice === undefined ? [] : [`renice=${nice}`]),
    ...Object.entries(limits).map(
      ([name, [soft, hard]]) => `${name}=${bound(soft)}:${bound(hard)}`,
    ),
  ];
}

const SET_UP_AGAIN = 'Run npm start or npm test once, or install Bowline again.';
