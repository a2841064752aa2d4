// What the draft of a host says about files of this computer, checked against the disk.
// Each `…Problem` answers with what is wrong, or with null when all is well.
import { accessSync, constants, lstatSync, statSync, type Stats } from 'node:fs';
import { homedir } from 'node:os';
import { join, posix, win32 } from 'node:path';
import { programPlaces, withEndings } from '../../core/process/searchPath.ts';
import { SYSTEM } from '../../core/system.ts';
import { say, type Said } from '../../words/said.ts';
import { readCommand, type ProgramCommand } from './commandWords.ts';

const CONTROL = /[\u0000-\u001f\u007f]/;

/** `~/x` as the user's shell would read it. */
export function expandHome(path: string): string {
  return path === '~' || /^~[/\\]/.test(path) ? join(homedir(), path.slice(1)) : path;
}

/**
 * Where no file of this very name is there, `%d` and `${VAR}` are ssh's to expand, by rules of its
 * own, so such a path isn't checked.
 */
export function identityFileProblem(path: string): Said | null {
  if (path === '') return null;
  if (CONTROL.test(path)) return say('path-has-unseen');
  const stats = statOf(expandHome(path));
  if (!stats) return /%|\$\{/.test(path) ? null : say('no-such-file');
  if (stats.isDirectory()) return say('folder-not-key');
  return canAccess(expandHome(path), constants.R_OK) ? null : say('file-not-readable');
}

/** What a path names; undefined where there is nothing. */
export type Look = (path: string) => 'program' | 'file' | 'folder' | undefined;

/** The computer that programs are looked for on. */
export interface Computer {
  platform: NodeJS.Platform;
  look: Look;
}

export const THIS_COMPUTER: Computer = { platform: SYSTEM, look: (path) => lookAt(path, SYSTEM) };

/** What is wrong with a program and its arguments, on a line. */
export function commandProblem(
  line: string,
  path = process.env['PATH'] ?? '',
  on = THIS_COMPUTER,
): Said | null {
  if (line === '') return null;
  if (CONTROL.test(line)) return say('name-has-unseen');
  const command = commandOf(line, path, on);
  if (!command) return say('quotation-mark-missing');
  const found = findProgram(command.file, path, on);
  if (!found) return say('no-such-program');
  if (on.look(found) === 'folder') return say('folder-not-program');
  return on.look(found) === 'program' ? null : say('file-not-program');
}

/** The program and its arguments; undefined where a quotation mark isn't closed. */
export function commandOf(
  line: string,
  path = process.env['PATH'] ?? '',
  on = THIS_COMPUTER,
): ProgramCommand | undefined {
  return readCommand(line, (program) => findProgram(program, path, on) !== undefined);
}

/** Where a program lies: the path itself, or the first match in PATH. */
export function findProgram(
  program: string,
  path = process.env['PATH'] ?? '',
  { platform, look } = THIS_COMPUTER,
): string | undefined {
  const { isAbsolute } = platform === 'win32' ? win32 : posix;
  const name = expandHome(program);
  if (isAbsolute(name)) return [name, ...withEndings(name, platform)].find((file) => look(file));
  if (name === '' || /[/\\]/.test(name)) return undefined; // relative to what?
  return programPlaces(name, path, platform).find((file) => look(file) === 'program');
}

/** What a path names on this disk, as a system sees it. */
export function lookAt(path: string, platform: NodeJS.Platform): ReturnType<Look> {
  const stats = statOf(path) ?? (platform === 'win32' ? aliasOf(path) : undefined);
  if (!stats) return undefined;
  if (stats.isDirectory()) return 'folder';
  return canAccess(path, constants.X_OK) ? 'program' : 'file';
}

// What the Store puts into PATH can be run, and not be followed or opened.
function aliasOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function canAccess(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
