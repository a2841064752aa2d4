// A shell on another computer through the system's own ssh, with the user's configuration,
// keys and known hosts. Its questions appear in the terminal as it asks them.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import type { TerminalMode } from '../../core/native/terminalMode.ts';
import { variable } from '../../core/process/searchPath.ts';
import type { Pty } from '../../core/pty/pty.ts';
import type { ConnectFailure, ConnectFailureKind } from '../../core/socket/connectFailure.ts';
import { systemClock, type Clock } from '../../core/time/clock.ts';
import { findProgram } from '../hosts/localFiles.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import type { ShellState } from '../shell.ts';
import type { LocalSurroundings } from './localShell.ts';
import type { ShellFactory } from './plan.ts';
import { PtyShell, StartError } from './ptyShell.ts';
import type { Ending, ProgressWatch, PtyCommand, PtyProgram } from './ptyShell.ts';
import { RemoteActivity } from './remoteActivity.ts';
import { ReturningShell, type Attempt } from './returningShell.ts';
import { sshArguments } from './sshArguments.ts';
import { sharedConnectionGone } from './sharedConnection.ts';
import { looksLikeAnyEnd, sshEnded, sshFailure } from './sshEnding.ts';
import { ownWord, type SshArgument } from './sshPlaces.ts';
import { SshProgress } from './sshProgress.ts';
import { readTerminalMode } from './terminalMode.ts';

export function sshShells(surroundings: LocalSurroundings, clock = systemClock): ShellFactory {
  return (host) => {
    const attempt = (unattended: boolean): Attempt => {
      const args = (): SshArgument[] => sshArguments(host, unattended ? UNATTENDED : {});
      const program = sshProgram(host, args, surroundings);
      return sshAttempt(host, program, () => sharedConnectionGone(host, surroundings, clock));
    };
    return new ReturningShell({ attempt, clock, random: Math.random });
  };
}

/** Attended, ssh would have asked for a password, or whether a host key is right. */
const ASKS: ReadonlySet<ConnectFailureKind> = new Set<ConnectFailureKind>([
  'wrong-token',
  'certificate-untrusted',
]);

/** Unattended, ssh asks nobody, and tries nothing that it would have to ask for. */
export const UNATTENDED = { options: [ownWord('BatchMode=yes')] };

/**
 * One connection through ssh.
 * @param sharedGone finds out whether it is one that ssh shared and that is gone
 */
export function sshAttempt(
  host: StoredHost,
  program: PtyProgram,
  sharedGone: () => Promise<boolean> = () => Promise.resolve(false),
): Attempt {
  let failure: ConnectFailure | undefined;
  const shell = new PtyShell({
    ...program,
    ended: async (exit, wasOnline, lastOutput) => {
      failure = sshFailure(host, exit, wasOnline, lastOutput);
      const unclear = looksLikeAnyEnd(exit, wasOnline, lastOutput);
      if (unclear && (await sharedGone())) return sharedLoss(host);
      return program.ended(exit, wasOnline, lastOutput);
    },
  });
  return { shell, afterwards: () => afterFailure(failure) };
}

function sharedLoss({ address }: StoredHost): Ending {
  const message = `The connection to ${address}, which ssh shares, was lost.`;
  return { state: 'failed', message, hint: 'Connect again.', canReconnect: true };
}

function afterFailure(failure: ConnectFailure | undefined): ReturnType<Attempt['afterwards']> {
  if (failure && ASKS.has(failure.kind)) return 'ask';
  return failure ? 'again' : 'never';
}

/** @param args its command line; may throw a `StartError` */
export function sshProgram(
  host: StoredHost,
  args: () => SshArgument[],
  surroundings: LocalSurroundings,
): PtyProgram {
  const activity = new RemoteActivity();
  return {
    command: () => sshCommand(args(), surroundings),
    watch: (pty, report, clock) => {
      const progress = watchSsh(host, pty, report, clock);
      return {
        output: (bytes) => {
          activity.output(bytes);
          progress.output(bytes);
        },
        stop: () => progress.stop(),
      };
    },
    ended: (exit, wasOnline, lastOutput) => sshEnded(host, exit, wasOnline, lastOutput),
    // Its name can't be known from here, only that there is one.
    foreground: () => (activity.busy ? `A program on ${host.address}` : ''),
  };
}

/** Runs the system's ssh. Throws a `StartError` where there is none. */
export function sshCommand(args: SshArgument[], { platform, env }: LocalSurroundings): PtyCommand {
  const environment = env();
  const ssh = findProgram('ssh', variable(environment, 'PATH', platform));
  if (!ssh) throw new StartError('There is no “ssh” program on this computer.', install(platform));
  return {
    file: ssh,
    args,
    // Questions belong into the terminal, not into a window of somebody else's.
    env: { ...environment, SSH_ASKPASS_REQUIRE: 'never' },
    cwd: existsSync(homedir()) ? homedir() : '/',
  };
}

function install(platform: NodeJS.Platform): string {
  if (platform === 'linux') {
    return 'Install it: “sudo apt install openssh-client” on Debian and Ubuntu, else “openssh”.';
  }
  if (platform === 'win32') return 'Add “OpenSSH Client” in Settings → System → Optional features.';
  return 'It is part of the system; check that /usr/bin is in your PATH.';
}

function watchSsh(
  host: StoredHost,
  pty: Pty,
  report: (change: Partial<ShellState>) => void,
  clock: Clock,
): ProgressWatch {
  report({ message: `Connecting to ${host.address}…` });
  if (pty.device) {
    const modeNow = (): TerminalMode | undefined => pty.mode;
    const readMode = (): Promise<TerminalMode | undefined> => readTerminalMode(pty.device);
    return new SshProgress({ modeNow, readMode, report, clock });
  }
  return onlineAtFirstOutput(report);
}

// Windows doesn't let anyone look at how a console is set.
function onlineAtFirstOutput(report: (change: Partial<ShellState>) => void): ProgressWatch {
  let online = false;
  return {
    output: () => {
      if (!online) report({ state: 'online', message: 'Connected.' });
      online = true;
    },
    stop: () => undefined,
  };
}
