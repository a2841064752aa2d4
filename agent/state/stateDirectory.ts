// The one directory an agent keeps: its token, its certificate, and where it listens. Whoever
// may write there may log in, so a directory that isn't the user's own is refused at start.
import { mkdirSync, lstatSync, realpathSync, type Stats } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { removeFile, removeLeftDrafts } from '../../core/files/draft.ts';
import { writeWhole } from '../../core/files/wholeFile.ts';
import { SYSTEM } from '../../core/system.ts';
import { AgentError, systemCode } from '../agentError.ts';
import { reasonOf } from './unusable.ts';

const DIRECTORY = 'bowline-agent';
/** Enough that a full disk shows before the agent depends on it. */
const PROBE = new Uint8Array(4096);

/** Where an agent keeps its state unless told otherwise. */
export function defaultStateDirectory(
  platform: NodeJS.Platform = SYSTEM,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', DIRECTORY);
  if (platform === 'win32') {
    return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), DIRECTORY);
  }
  const xdg = env.XDG_STATE_HOME;
  // The XDG specification says that a relative path is to be ignored.
  return join(xdg?.startsWith('/') ? xdg : join(home, '.local', 'state'), DIRECTORY);
}

/**
 * Makes the directory if it is missing and checks that it is ours alone and can be written.
 * Returns its real path. Throws `AgentError`.
 */
export function openStateDirectory(path: string = defaultStateDirectory()): string {
  const directory = resolve(path);
  try {
    makeDirectory(directory);
  } catch (error) {
    throw unusable(directory, error);
  }
  checkOwnership(directory);
  removeLeftDrafts(directory);
  probe(directory);
  return realpathSync(directory);
}

/** Like `openStateDirectory` for commands that only read: never makes one, never writes. */
export function findStateDirectory(path: string = defaultStateDirectory()): string {
  const directory = resolve(path);
  checkOwnership(directory);
  return realpathSync(directory);
}

function makeDirectory(directory: string): void {
  // What stands there already, a file or a link that leads nowhere, is judged as it is.
  if (lstatSync(directory, { throwIfNoEntry: false })) return;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
}

function checkOwnership(directory: string): void {
  const stats = statOf(directory);
  if (stats.isSymbolicLink()) {
    throw foreign(directory, 'is a symbolic link', 'Name the directory it points to instead.');
  }
  if (!stats.isDirectory()) {
    throw foreign(directory, 'is not a directory', 'Choose another one with --state-dir.');
  }
  if (SYSTEM === 'win32') return; // the profile's access list keeps others out
  if (stats.uid !== process.getuid?.()) {
    throw foreign(directory, 'belongs to another user', 'Choose one of yours with --state-dir.');
  }
  if ((stats.mode & 0o022) !== 0) {
    throw foreign(directory, 'can be written by other users', `Run: chmod 700 ${directory}`);
  }
}

function statOf(directory: string): Stats {
  try {
    return lstatSync(directory);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw unusable(directory, error);
    throw new AgentError(
      'NO_AGENT',
      `No agent has run here yet: ${directory} doesn't exist.`,
      'Start one with `bowline-agent serve`, or name its directory with --state-dir.',
      { cause: error },
    );
  }
}

function probe(directory: string): void {
  const file = join(directory, `.probe-${process.pid}`);
  try {
    writeWhole(file, PROBE);
  } catch (error) {
    throw unusable(directory, error);
  } finally {
    removeFile(file);
  }
}

function foreign(directory: string, what: string, hint: string): AgentError {
  return new AgentError('STATE_DIR_FOREIGN', `The state directory ${directory} ${what}.`, hint);
}

function unusable(directory: string, error: unknown): AgentError {
  return new AgentError(
    'STATE_DIR_UNUSABLE',
    `The state directory ${directory} can't be written: ${reasonOf(error)}.`,
    'Put that right, or choose another directory with --state-dir.',
    { cause: error },
  );
}
