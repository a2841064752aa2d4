// A shell on another computer through the system's own ssh, with the user's configuration,
// keys and known hosts. Its questions appear in the terminal as it asks them.
import type { TerminalMode } from '../../core/native/terminalMode.ts';
import type { OpenDevice, Pty } from '../../core/pty/pty.ts';
import type { ConnectFailure, ConnectFailureKind } from '../../core/socket/connectFailure.ts';
import { systemClock, type Clock } from '../../core/time/clock.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import { readTerminalMode } from '../programs/terminalMode.ts';
import type { ShellState } from '../shell.ts';
import type { SshSurroundings } from '../ssh/asking.ts';
import { sharedConnectionGone } from '../ssh/sharedConnection.ts';
import { sshArguments } from '../ssh/sshArguments.ts';
import { looksLikeAnyEnd, sshEnded, sshFailure, tellingWords } from '../ssh/sshEnding.ts';
import { ownWord, type SshArgument } from '../ssh/sshPlaces.ts';
import { inWords, say } from '../../words/said.ts';
import { AskedShell } from './askedShell.ts';
import { ConsoleProgress } from './consoleProgress.ts';
import type { ShellFactory } from './plan.ts';
import { PtyShell } from './ptyShell.ts';
import type { Ending, ProgressWatch, PtyProgram } from './ptyShell.ts';
import { RemoteActivity } from './remoteActivity.ts';
import { ReturningShell, type Attempt } from './returningShell.ts';
import { SshProgress } from './sshProgress.ts';

/** @param open makes their PTYs; this system's own, if it isn't said */
export function sshShells(
  surroundings: SshSurroundings,
  clock = systemClock,
  open?: OpenDevice,
): ShellFactory {
  return (host, _previous, _session, shellId) => {
    const attempt = (unattended: boolean): Attempt =>
      plainAttempt({ host, surroundings, clock, open, unattended, shellId });
    return new ReturningShell({ attempt, clock, random: Math.random });
  };
}

export interface PlainAttempt {
  host: StoredHost;
  surroundings: SshSurroundings;
  clock: Clock;
  open?: OpenDevice | undefined;
  unattended: boolean;
  shellId: string | undefined;
}

/** One connection by an ssh that logs in for itself alone. */
export function plainAttempt(options: PlainAttempt): Attempt {
  const { host, surroundings, clock, open, unattended, shellId } = options;
  const { platform } = surroundings;
  const asked = new AskedShell({ host, surroundings, unattended, shellId });
  const told = toldInConsole(host, platform);
  const silenced = asked.silent ? [...UNATTENDED.options, ...told] : told;
  const args = (): SshArgument[] => sshArguments(host, { options: silenced });
  const program = sshProgram(host, args, surroundings, asked);
  const sharedGone = (): Promise<boolean> => sharedConnectionGone(host, surroundings, clock);
  return sshAttempt({ host, program, platform, open, sharedGone, asked });
}

/** Attended, ssh would have asked for a password, or whether a host key is right. */
export const ASKS: ReadonlySet<ConnectFailureKind> = new Set<ConnectFailureKind>([
  'wrong-token',
  'certificate-untrusted',
]);

/** Unattended, ssh asks nobody, and tries nothing that it would have to ask for. */
export const UNATTENDED = { options: [ownWord('BatchMode=yes')] };

export interface SshAttempt {
  host: StoredHost;
  program: PtyProgram;
  platform: NodeJS.Platform;
  /** Makes its PTY; this system's own, if it isn't said. */
  open?: OpenDevice | undefined;
  /** What it asks, where that comes to the app. */
  asked?: AskedShell | undefined;
  /** Finds out whether it is a connection that ssh shared and that is gone. */
  sharedGone?: () => Promise<boolean>;
}

/** One connection through ssh. */
export function sshAttempt(options: SshAttempt): Attempt {
  const { host, program, platform, open, asked, sharedGone = never } = options;
  let failure: ConnectFailure | undefined;
  const ended: PtyProgram['ended'] = async (exit, wasOnline, output) => {
    const said = tellingWords(output);
    const end = { exit, wasOnline, said };
    failure = sshFailure(host, end, platform);
    if (asked?.unanswered && !wasOnline) return NOT_ANSWERED;
    if (looksLikeAnyEnd(end) && (await sharedGone())) return sharedLoss(host);
    return program.ended(exit, wasOnline, said);
  };
  const shell = new PtyShell({ ...program, ended }, systemClock, open);
  return { shell, afterwards: () => (asked?.unanswered ? 'ask' : afterFailure(failure)) };
}

/** Somebody would have had to answer, or has put the question away. */
const NOT_ANSWERED: Ending = {
  ...{ state: 'failed', canReconnect: true },
  ...{ message: say('login-not-answered'), hint: say('reconnect-and-answer') },
};

function never(): Promise<boolean> {
  return Promise.resolve(false);
}

/** How a shell ends whose connection others used as well. */
export function sharedLoss({ address }: StoredHost): Ending {
  const message = say('ssh-shared-lost', { host: address });
  return { state: 'failed', message, hint: say('connect-again'), canReconnect: true };
}

function afterFailure(failure: ConnectFailure | undefined): ReturnType<Attempt['afterwards']> {
  if (failure && ASKS.has(failure.kind)) return 'ask';
  return failure ? 'again' : 'never';
}

/**
 * @param args its command line; may throw a `StartError`
 * @param asked has what it asks
 */
export function sshProgram(
  host: StoredHost,
  args: () => SshArgument[],
  surroundings: SshSurroundings,
  asked = new AskedShell({ host, surroundings: { ...surroundings, asking: undefined } }),
): PtyProgram {
  const activity = new RemoteActivity();
  const { platform } = surroundings;
  return {
    command: () => asked.command(args()),
    answer: (bytes) => asked.answer(bytes),
    watch: (pty, report, clock, print) => {
      const progress = watchSsh(host, pty, asked.follow(pty, report, print), clock);
      return {
        output: (bytes) => {
          activity.output(bytes);
          asked.hear(bytes);
          progress.output(bytes);
        },
        stop: () => {
          progress.stop();
          asked.over();
        },
      };
    },
    ended: (exit, wasOnline, said) => sshEnded(host, { exit, wasOnline, said }, platform),
    // Its name can't be known from here, only that there is one.
    foreground: () =>
      activity.busy ? inWords(say('program-on-host', { host: host.address })) : '',
  };
}

function watchSsh(
  host: StoredHost,
  pty: Pty,
  report: (change: Partial<ShellState>) => void,
  clock: Clock,
): ProgressWatch {
  report({ message: say('connecting-to', { host: host.address }) });
  if (pty.device) {
    const modeNow = (): TerminalMode | undefined => pty.mode;
    const readMode = (): Promise<TerminalMode | undefined> => readTerminalMode(pty.device);
    return new SshProgress({ modeNow, readMode, report, clock });
  }
  const behindOthers = host.jumpHost !== '';
  return new ConsoleProgress({ behindOthers, report, clock });
}

/**
 * What ssh has to be told besides, so that its course can be followed: in a console of Windows,
 * to say when it has logged in. A user who wants to hear more than that hears it.
 */
export function toldInConsole(host: StoredHost, platform: NodeJS.Platform): SshArgument[] {
  const talkative = /^\s*LogLevel[\s=]+"?(VERBOSE|DEBUG)/im.test(host.options);
  return platform === 'win32' && !talkative ? [ownWord('LogLevel=VERBOSE')] : [];
}
