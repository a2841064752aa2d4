// A shell on this computer: the user's login shell, or the program a saved host names.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { accountShell } from '../../core/process/account.ts';
import { variable } from '../../core/process/searchPath.ts';
import type { OpenDevice } from '../../core/pty/pty.ts';
import { systemClock } from '../../core/time/clock.ts';
import { findProgram, programProblem } from '../hosts/localFiles.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import { programEnded } from './programEnded.ts';
import { PtyShell, StartError, type PtyCommand, type PtyProgram } from './ptyShell.ts';
import type { ShellFactory } from './plan.ts';

/** What every shell on this computer starts from. */
export interface LocalSurroundings {
  platform: NodeJS.Platform;
  /** Environment of the programs in our terminals. */
  env: () => Record<string, string>;
}

/** The user's login shell; where the system knows none, what every such system has. */
export function loginShell(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (platform === 'win32') return findProgram('powershell.exe') ?? env['COMSPEC'] ?? 'cmd.exe';
  const candidates = [accountShell(), env['SHELL'], '/bin/sh'];
  // Service accounts have a login shell that only says goodbye.
  return candidates.find((file) => file && !/\/(nologin|false)$/.test(file)) ?? '/bin/sh';
}

/** @param open makes their PTYs; this system's own, if it isn't said */
export function localShells(surroundings: LocalSurroundings, open?: OpenDevice): ShellFactory {
  return (host) => new PtyShell(localProgram(host, surroundings), systemClock, open);
}

function localProgram(host: StoredHost, surroundings: LocalSurroundings): PtyProgram {
  return {
    command: () => localCommand(host.shell, surroundings),
    watch: (_pty, report) => {
      report({ state: 'online', message: 'Running on this computer.' });
      return { output: () => undefined, stop: () => undefined };
    },
    ended: (exit) => programEnded(exit),
    foreground: (pty) => pty.foreground(),
  };
}

function localCommand(shell: string, { platform, env }: LocalSurroundings): PtyCommand {
  const environment = env();
  const program = shell || loginShell(platform, environment);
  const path = variable(environment, 'PATH', platform);
  const problem = programProblem(program, path);
  if (problem) {
    throw new StartError(`The shell “${program}” can’t be started. ${problem}`, EDIT_HINT);
  }
  return {
    file: findProgram(program, path)!,
    // macOS terminals start login shells: PATH and the like are set up there only.
    args: platform === 'darwin' ? ['-l'] : [],
    env: environment,
    cwd: existsSync(homedir()) ? homedir() : '/',
  };
}

const EDIT_HINT = 'Edit the host and name another shell, or leave the field empty for your own.';
