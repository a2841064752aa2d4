// How every program of ours is started on Linux: through native/launch.cc, which leaves it 0, 1
// and 2 and nothing else, the user's own limit of open files, and no raised priority. On macOS
// node-pty and Node start programs with POSIX_SPAWN_CLOEXEC_DEFAULT, which does the first.
import { join } from 'node:path';
import { nativeFolder } from '../native/nativeFolder.ts';
import { starter } from './starter.ts';

/** A program and its arguments. */
export interface Command {
  file: string;
  args: readonly string[];
}

/** The command that starts `command` so. Throws where set-up was never run. */
export function launched(command: Command): Command {
  if (process.platform !== 'linux') return command;
  const folder = nativeFolder();
  if (folder === undefined) throw new Error(`bowline-launch is missing. ${SET_UP_AGAIN}`);
  const limit = starter.openFiles === undefined ? '-' : String(starter.openFiles);
  return { file: join(folder, 'bowline-launch'), args: [limit, command.file, ...command.args] };
}

const SET_UP_AGAIN = 'Run npm start or npm test once, or install Bowline again.';
