// The system's own ssh: where it is, and what it is started with.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { variable } from '../../core/process/searchPath.ts';
import { StartError, type PtyCommand } from '../programs/command.ts';
import { findProgram } from '../programs/localFiles.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';
import type { SshArgument } from './sshPlaces.ts';

/** Runs the system's ssh. Throws a `StartError` where there is none. */
export function sshCommand(args: SshArgument[], { platform, env }: LocalSurroundings): PtyCommand {
  const environment = env();
  const ssh = findProgram('ssh', variable(environment, 'PATH', platform));
  const file = ssh ?? (platform === 'win32' ? besidePath(environment) : undefined);
  if (!file) throw new StartError('There is no “ssh” program on this computer.', install(platform));
  return {
    file,
    args,
    // Questions belong into the terminal, not into a window of somebody else's.
    env: { ...environment, SSH_ASKPASS_REQUIRE: 'never' },
    cwd: existsSync(homedir()) ? homedir() : '/',
  };
}

/** Where Windows itself and Git for Windows put it, of which PATH need not know. */
function besidePath(env: Record<string, string>): string | undefined {
  const { SystemRoot: system = 'C:\\Windows', ProgramFiles: programs = 'C:\\Program Files' } = env;
  const own = join(system, 'System32', 'OpenSSH', 'ssh.exe');
  return [own, join(programs, 'Git', 'usr', 'bin', 'ssh.exe')].find((file) => findProgram(file));
}

function install(platform: NodeJS.Platform): string {
  if (platform === 'linux') {
    return 'Install it: “sudo apt install openssh-client” on Debian and Ubuntu, else “openssh”.';
  }
  if (platform === 'win32') return 'Add “OpenSSH Client” in Settings → System → Optional features.';
  return 'It is part of the system; check that /usr/bin is in your PATH.';
}
