// Who else may read the app's data folder on Windows, where modes mean nothing. In a user's profile,
// nobody may: what lies there inherits the profile's access list. Elsewhere a new folder is open to
// every user of the computer, so it is given a list of its own, which all that is in it inherits.
import { realpathSync } from 'node:fs';
import { win32 } from 'node:path';
import { told } from '../../core/text/clean.ts';
import type { Command } from '../../core/process/launch.ts';
import { outputOf } from '../../core/process/startProgram.ts';

/** Two of them run, before there is a window. Milliseconds each. */
const LIMIT_MS = 5_000;
/** Known by number on every Windows, in whatever language: those whom the profile lets in as well. */
const SYSTEM_AND_ADMINISTRATORS = ['*S-1-5-18', '*S-1-5-32-544'];
/** Everyone, Authenticated Users, Users. */
const OTHERS = ['*S-1-1-0', '*S-1-5-11', '*S-1-5-32-545'];
/** Everything, for files and folders in it too. */
const ALL = '(OI)(CI)F';

export interface AccessFacts {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  /** Where a path leads in the end. */
  realPath?: (path: string) => string;
  /** Runs a program and answers with what it prints; throws when it fails. */
  run?: (command: Command) => string;
}

/**
 * Closes the folder to other users where it isn't by its place. Answers with what the person has
 * to know when that failed, else with ''. On a network, access is for whoever shares it to say.
 */
export function closeFolder(folder: string, facts: AccessFacts): string {
  const { platform, env, realPath = realpathSync.native, run = runBriefly } = facts;
  if (platform !== 'win32') return '';
  try {
    const real = realPath(folder);
    if (real.startsWith('\\\\') || isWithin(real, env['USERPROFILE'], realPath)) return '';
    run(closing(real, system32(env), run));
    return '';
  } catch (error) {
    return (
      `Other users of this computer may be able to read what Bowline keeps in ${told(folder)}. ` +
      'Access to it could not be limited, as on a drive that isn’t NTFS. Put it somewhere else ' +
      `(BOWLINE_USER_DATA), best into your own folder. (${told((error as Error).message)})`
    );
  }
}

function isWithin(
  folder: string,
  profile: string | undefined,
  realPath: (path: string) => string,
): boolean {
  if (!profile) return false;
  const way = win32.relative(realPath(profile), folder);
  return !/^\.\.(\\|$)/.test(way) && !win32.isAbsolute(way);
}

// By number: a name may be another account's in another domain.
function closing(folder: string, system: string, run: (command: Command) => string): Command {
  if (win32.parse(folder).root === folder) throw new Error('It is a whole drive.');
  const who = run({ file: win32.join(system, 'whoami.exe'), args: ['/user', '/fo', 'csv', '/nh'] });
  const number = /"(S-1-[\d-]+)"\s*$/.exec(who)?.[1];
  if (!number) throw new Error('Windows doesn’t say which account this is.');
  const grants = [`*${number}`, ...SYSTEM_AND_ADMINISTRATORS].map((it) => `${it}:${ALL}`);
  const args = [folder, '/inheritance:r', '/grant:r', ...grants, '/remove:g', ...OTHERS, '/q'];
  return { file: win32.join(system, 'icacls.exe'), args };
}

function system32(env: NodeJS.ProcessEnv): string {
  return win32.join(env['SystemRoot'] ?? 'C:\\Windows', 'System32');
}

function runBriefly(command: Command): string {
  return outputOf(command, ['ignore', 'pipe', 'ignore'], LIMIT_MS);
}
