// The system's own ssh: where it is, and what it is started with.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { variable } from '../../core/process/searchPath.ts';
import { StartError, type PtyCommand } from '../programs/command.ts';
import { findProgram } from '../programs/localFiles.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';
import { say, type Said } from '../../words/said.ts';
import type { LoginAsking } from './asking.ts';
import type { SshArgument } from './sshPlaces.ts';

/** Runs the system's ssh. Throws a `StartError` where there is none. */
export function sshCommand(args: SshArgument[], { platform, env }: LocalSurroundings): PtyCommand {
  const environment = env();
  const ssh = findProgram('ssh', variable(environment, 'PATH', platform));
  const file = ssh ?? (platform === 'win32' ? besidePath(environment) : undefined);
  if (!file) throw new StartError(say('no-ssh-here'), install(platform));
  return {
    file,
    args,
    // Questions belong into the terminal, or to us, not into a window of somebody else's.
    env: { ...environment, SSH_ASKPASS_REQUIRE: 'never' },
    cwd: existsSync(homedir()) ? homedir() : '/',
  };
}

/** The same, whose questions come to the app. */
export function askingCommand(command: PtyCommand, asking: LoginAsking | undefined): PtyCommand {
  return asking ? { ...command, env: { ...command.env, ...asking.env } } : command;
}

/** Where Windows itself and Git for Windows put it, of which PATH need not know. */
function besidePath(env: Record<string, string>): string | undefined {
  const { SystemRoot: system = 'C:\\Windows', ProgramFiles: programs = 'C:\\Program Files' } = env;
  const own = join(system, 'System32', 'OpenSSH', 'ssh.exe');
  return [own, join(programs, 'Git', 'usr', 'bin', 'ssh.exe')].find((file) => findProgram(file));
}

function install(platform: NodeJS.Platform): Said {
  if (platform === 'linux') return say('install-ssh-on-linux');
  if (platform === 'win32') return say('install-ssh-on-windows');
  return say('ssh-is-of-the-system');
}
