// Who else may read the app's data folder on Windows, where modes mean nothing. In a user's profile,
// nobody may: what lies there inherits the profile's access list. Elsewhere a new folder is open to
// every user of the computer, so it is given a list of its own, which all that is in it inherits.
import { say, type Said } from '../../words/said.ts';
import { SaidError } from '../../words/saidError.ts';
import { realpathSync } from 'node:fs';
import { win32 } from 'node:path';
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
 * to know when that failed, else with null. On a network, access is for whoever shares it to say.
 */
export function closeFolder(folder: string, facts: AccessFacts): Said | null {
  const { platform, env, realPath = realpathSync.native, run = runBriefly } = facts;
  if (platform !== 'win32') return null;
  try {
    const real = realPath(folder);
    if (real.startsWith('\\\\') || isWithin(real, env['USERPROFILE'], realPath)) return null;
    run(closing(real, system32(env), run));
    return null;
  } catch (error) {
    const why = error instanceof SaidError ? error.said : (error as Error).message;
    return say('data-folder-open', { folder, why });
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
  if (win32.parse(folder).root === folder) throw new SaidError(say('data-folder-whole-drive'));
  const who = run({ file: win32.join(system, 'whoami.exe'), args: ['/user', '/fo', 'csv', '/nh'] });
  const number = /"(S-1-[\d-]+)"\s*$/.exec(who)?.[1];
  if (!number) throw new SaidError(say('data-folder-account-unknown'));
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
