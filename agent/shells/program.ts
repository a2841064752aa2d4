// What runs in a shell: the user's login shell or a command, found before it is started, so
// that a misspelt name is refused in words instead of ending at once.
import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, resolve } from 'node:path';
import { accountShell } from '../../core/process/account.ts';
import { inheritedEnvironment } from '../../core/process/environment.ts';
import { takesLogin } from '../../core/process/loginShells.ts';
import {
  programPlaces,
  variable,
  withEndings,
  withVariables,
} from '../../core/process/searchPath.ts';
import { starter } from '../../core/process/starter.ts';
import { canSet, type LaunchSettings } from '../../core/process/launch.ts';
import { SYSTEM } from '../../core/system.ts';
import type { Login } from '../../core/wire/login.ts';
import { ChannelError } from '../../core/wire/errors.ts';

export interface ProgramRequest {
  /** Program and arguments; empty for the login shell. */
  command: readonly string[];
  /** '' for the home directory; a relative one counts from there. */
  cwd: string;
  /** Added to the agent's own environment, or to the login's. */
  env: Readonly<Record<string, string>>;
  /** The login that the client came by: the shell begins as one of its own. */
  login?: Login | undefined;
  /** It gets pipes in the place of a terminal. */
  pipes?: object | undefined;
  /** It gets an ssh-agent. */
  keys?: boolean | undefined;
}

export interface Program {
  file: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  /** What it begins with besides. */
  start: LaunchSettings;
  /** To be shown before anything of its own. */
  greeting: string;
  /** Shown to people until the program names its window itself. */
  title: string;
}

/**
 * Everything needed to start what was asked for. Throws `ChannelError` cannot-start.
 * @param shell the agent's --shell; undefined for the user's login shell
 */
export function findProgram(request: ProgramRequest, shell: string | undefined): Program {
  const { command, login, pipes } = request;
  if (pipes && command.length === 0) throw cannotStart('There is no command to run.');
  checkTexts(request);
  const cwd = findDirectory(request);
  const env = environment(request);
  const [name = shell ?? loginShell(), ...args] = command;
  const file = lookUp(name, variable(env, 'PATH') ?? '', cwd);
  const start = login ? settingsOf(login) : {};
  const common = { file, cwd, env };
  if (command.length > 0) return { ...common, args, start, greeting: '', title: command.join(' ') };
  env.SHELL = file;
  const title = basename(file);
  const own = login && (shell === undefined || takesLogin(title));
  const begin =
    own && canSet('argv0') ? asLogin(title, start) : { args: loginOption(title), start };
  return { ...common, ...begin, greeting: login?.greeting ?? '', title };
}

// As login(1) and sshd tell a shell that it is a login's.
function asLogin(name: string, start: LaunchSettings): Pick<Program, 'args' | 'start'> {
  return { args: [], start: { ...start, argv0: `-${name}` } };
}

function loginOption(name: string): string[] {
  return takesLogin(name) ? ['-l'] : [];
}

function settingsOf({ umask, nice, limits }: Login): LaunchSettings {
  return { umask, nice, limits, terminal: 'ssh' };
}

/** The system ends a text at a NUL, so what is run would be another than what was asked for. */
function checkTexts({ command, cwd, env, login }: ProgramRequest): void {
  const [program = '', ...args] = command;
  if (program.includes('\0')) {
    throw cannotStart('The program has no usable name: it contains a NUL character.');
  }
  const index = args.findIndex((arg) => arg.includes('\0'));
  if (index >= 0)
    throw cannotStart(`Argument ${index + 1} of the command contains a NUL character.`);
  if (cwd.includes('\0')) throw cannotStart('The name of the directory contains a NUL character.');
  for (const [key, value] of Object.entries({ ...login?.env, ...env })) {
    if (!/^[^=\0]+$/.test(key) || value.includes('\0')) {
      throw cannotStart(`The variable ${JSON.stringify(key)} can't be set.`);
    }
  }
}

/** The shell of the user's account. */
export function loginShell(): string {
  if (SYSTEM === 'win32') return process.env.COMSPEC || 'cmd.exe';
  return accountShell() || process.env.SHELL || '/bin/sh';
}

// Without its home a login begins in the root folder, and says so.
function findDirectory({ cwd, login }: ProgramRequest): string {
  const home = login?.env.HOME || homedir();
  if (!login || cwd !== '') return checkDirectory(resolve(home, cwd));
  return isDirectory(home) ? home : '/';
}

function checkDirectory(path: string): string {
  if (!isDirectory(path)) throw cannotStart(`The directory ${path} doesn't exist there.`);
  return path;
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function environment({ env: added, login, pipes }: ProgramRequest): Record<string, string> {
  const env: Record<string, string> = login
    ? { ...login.env, TERM: 'xterm-256color' }
    : {
        ...inheritedEnvironment(process.env, starter.environment),
        TERM: 'xterm-256color',
        COLORTERM: 'truecolor',
      };
  if (pipes) {
    delete env.TERM; // there is none, whatever the agent itself was started in
    delete env.COLORTERM;
  }
  return withVariables(env, added);
}

function lookUp(name: string, path: string, cwd: string): string {
  if (name === '') throw cannotStart('The program has no usable name.');
  const places = /[/\\]/.test(name) ? withEndings(resolve(cwd, name)) : programPlaces(name, path);
  const found = places.find(isProgram);
  if (found === undefined) throw cannotStart(`The program ${name} was not found there.`);
  return found;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function cannotStart(message: string): ChannelError {
  return new ChannelError('cannot-start', message);
}
