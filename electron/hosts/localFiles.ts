// What the draft of a host says about files of this computer, checked against the disk.
// Each `…Problem` answers in a person's words, or with '' when all is well.
import { accessSync, constants, statSync, type Stats } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { programPlaces, withEndings } from '../../core/process/searchPath.ts';

const CONTROL = /[\u0000-\u001f\u007f]/;

/** `~/x` as the user's shell would read it. */
export function expandHome(path: string): string {
  return path === '~' || /^~[/\\]/.test(path) ? join(homedir(), path.slice(1)) : path;
}

/**
 * Where no file of this very name is there, `%d` and `${VAR}` are ssh's to expand, by rules of its
 * own, so such a path isn't checked.
 */
export function identityFileProblem(path: string): string {
  if (path === '') return '';
  if (CONTROL.test(path)) return 'The path contains characters that can’t be seen.';
  const stats = statOf(expandHome(path));
  if (!stats) return /%|\$\{/.test(path) ? '' : 'There is no such file.';
  if (stats.isDirectory()) return 'That is a folder. Choose the private key in it.';
  return canAccess(expandHome(path), constants.R_OK)
    ? ''
    : 'You are not allowed to read that file.';
}

export function programProblem(program: string, path = process.env['PATH'] ?? ''): string {
  if (program === '') return '';
  if (CONTROL.test(program)) return 'Its name contains characters that can’t be seen.';
  const found = findProgram(program, path);
  if (!found) return 'There is no such program.';
  if (statOf(found)?.isDirectory()) return 'That is a folder, not a program.';
  return canAccess(found, constants.X_OK) ? '' : 'That file can’t be run as a program.';
}

/** Where a program lies: the path itself, or the first match in `path`. */
export function findProgram(program: string, path = process.env['PATH'] ?? ''): string | undefined {
  const name = expandHome(program);
  if (isAbsolute(name)) return [name, ...withEndings(name)].find((file) => statOf(file));
  if (/[/\\]/.test(name)) return undefined; // relative to what?
  return programPlaces(name, path).find(
    (file) => statOf(file)?.isFile() && canAccess(file, constants.X_OK),
  );
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
