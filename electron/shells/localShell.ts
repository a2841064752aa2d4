// A shell on this computer: the user's login shell, or the program a saved host names.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { accountShell } from '../../core/process/account.ts';
import { takesLogin } from '../../core/process/loginShells.ts';
import { variable } from '../../core/process/searchPath.ts';
import type { OpenDevice } from '../../core/pty/pty.ts';
import { systemClock } from '../../core/time/clock.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import { type PtyCommand, StartError } from '../programs/command.ts';
import {
  commandOf,
  commandProblem,
  findProgram,
  THIS_COMPUTER,
  type Computer,
} from '../programs/localFiles.ts';
import { afterFirst, withEnvironment } from '../programs/hostEnvironment.ts';
import { programEnded } from '../programs/programEnded.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';
import { say } from '../../words/said.ts';
import { isFound } from './found/foundHost.ts';
import type { ShellFactory } from './plan.ts';
import { PtyShell, type PtyProgram } from './ptyShell.ts';

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
    command: () => localCommand(host, surroundings),
    watch: (_pty, report) => {
      report({ state: 'online', message: say('running-here') });
      return { output: () => undefined, stop: () => undefined };
    },
    ended: (exit) => programEnded(exit),
    foreground: (pty) => pty.foreground(),
  };
}

function localCommand(host: StoredHost, { platform, env }: LocalSurroundings): PtyCommand {
  const environment = withEnvironment(env(), host.environment, platform);
  const line = host.shell || loginShell(platform, environment);
  const path = variable(environment, 'PATH', platform) ?? '';
  const problem = commandProblem(line, path, { ...THIS_COMPUTER, platform });
  if (problem) {
    const advice = isFound(host) ? say('choose-another-shell') : say('name-another-shell');
    throw new StartError(say('shell-not-started', { line, why: problem }), advice);
  }
  const program = commandToRun(line, path, { ...THIS_COMPUTER, platform });
  const command = afterFirst(program, host.startCommand, platform);
  return { ...command, env: environment, cwd: existsSync(homedir()) ? homedir() : '/' };
}

/**
 * The program and its arguments. macOS terminals start login shells: PATH and the like are set up
 * there only. A program that is no shell isn't asked for one, nor is one that was told what to do.
 * @param line one without a problem
 */
export function commandToRun(
  line: string,
  path: string,
  on: Computer,
): { file: string; args: string[] } {
  const { file, args } = commandOf(line, path, on)!;
  const asLogin = on.platform === 'darwin' && args.length === 0 && takesLogin(file);
  return { file: findProgram(file, path, on)!, args: asLogin ? ['-l'] : args };
}
