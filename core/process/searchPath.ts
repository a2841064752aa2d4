// Where a program named without a folder may lie, as each system looks for it. Pure: whether there
// is such a file, and whether it can be run, is for the caller to find out.
import path from 'node:path';
import { SYSTEM } from '../system.ts';

/** What Windows adds to a name that has none of them, in its order (the default of PATHEXT). */
const WINDOWS_ENDINGS = ['.com', '.exe', '.bat', '.cmd'];

/**
 * The value of an environment variable in a copy of an environment. Windows' names know no case
 * (it calls the search path `Path`), but copies of `process.env` do.
 */
export function variable(
  env: Readonly<NodeJS.ProcessEnv>,
  name: string,
  system: NodeJS.Platform = SYSTEM,
): string | undefined {
  return env[system === 'win32' ? (spelling(env, name) ?? name) : name];
}

/** `env` with `added` put in: on Windows in the place of what differs in case only. */
export function withVariables(
  env: Readonly<Record<string, string>>,
  added: Readonly<Record<string, string>>,
  system: NodeJS.Platform = SYSTEM,
): Record<string, string> {
  const merged = { ...env };
  for (const [name, value] of Object.entries(added)) {
    const known = system === 'win32' ? spelling(merged, name) : undefined;
    merged[known ?? name] = value;
  }
  return merged;
}

/**
 * The files that `name` may mean, the first that is there being meant.
 * @param searched the search path; entries that aren't absolute are left out, as they'd mean
 * another folder for each program
 */
export function programPlaces(
  name: string,
  searched: string,
  system: NodeJS.Platform = SYSTEM,
): string[] {
  const { isAbsolute, join } = system === 'win32' ? path.win32 : path.posix;
  const folders = entries(searched, system).filter(isAbsolute);
  return folders.flatMap((folder) => withEndings(join(folder, name), system));
}

/** The files that Windows takes `file` for: itself where it names its kind, else with each ending. */
export function withEndings(file: string, system: NodeJS.Platform = SYSTEM): string[] {
  if (system !== 'win32') return [file];
  const says = WINDOWS_ENDINGS.some((ending) => file.toLowerCase().endsWith(ending));
  return says ? [file] : WINDOWS_ENDINGS.map((ending) => file + ending);
}

// Windows lets entries stand in quotation marks, for a semicolon in a folder's name.
function entries(searched: string, system: NodeJS.Platform): string[] {
  if (system !== 'win32') return searched.split(path.posix.delimiter);
  return (searched.match(/(?:"[^"]*"?|[^;"])+/g) ?? []).map((entry) => entry.replaceAll('"', ''));
}

function spelling(env: Readonly<NodeJS.ProcessEnv>, name: string): string | undefined {
  const wanted = name.toUpperCase();
  return Object.keys(env).find((key) => key.toUpperCase() === wanted);
}
