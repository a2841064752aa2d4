// SSH shells that tmux keeps: ssh attaches to a session of its own on the host, made at the first
// time and met again by its name after each cut, with its screen.
import { randomBytes } from 'node:crypto';
import type { OpenDevice, PtyExit } from '../../../core/pty/pty.ts';
import { systemClock } from '../../../core/time/clock.ts';
import type { StoredHost } from '../../hosts/storedHost.ts';
import type { Shell, ShellState } from '../../shell.ts';
import type { SshSurroundings } from '../../ssh/asking.ts';
import { makeSocketFolder, type SocketFolder } from '../../ssh/socketFolder.ts';
import { sshArguments } from '../../ssh/sshArguments.ts';
import { sshCommand } from '../../ssh/sshCommand.ts';
import { SshCommands } from '../../ssh/sshCommands.ts';
import { sshEnded } from '../../ssh/sshEnding.ts';
import {
  controlPath,
  isPlainName,
  ownWord,
  remoteCommand,
  type PlainName,
  type SshArgument,
} from '../../ssh/sshPlaces.ts';
import { say } from '../../../words/said.ts';
import { AskedShell } from '../askedShell.ts';
import type { ShellFactory } from '../plan.ts';
import type { Ending, PtyProgram } from '../ptyShell.ts';
import { ReturningShell, type Attempt } from '../returningShell.ts';
import { sshAttempt, sshProgram, toldInConsole, UNATTENDED } from '../sshShell.ts';
import { TmuxWatch } from './tmuxWatch.ts';

/** How our command line says that there is no tmux. */
const NO_TMUX = 44;
/** Where tmux is, but no login file has said so: Homebrew's and MacPorts' folders. */
const FIND_TMUX = remoteCommand`PATH="$PATH:/usr/local/bin:/opt/homebrew/bin:/opt/local/bin:$HOME/.local/bin"; command -v tmux >/dev/null 2>&1 || exit ${NO_TMUX}`;
/**
 * Makes the session with what the login gives its shells: else it had the environment of whoever
 * started tmux. That is read where the login's shell has it from, for login files have changed
 * ours; where one has replaced that shell, the process above is another one, without our
 * connection. It goes to tmux as input, since command lines can be read by every user; before 3.2,
 * tmux can't be told. The connection's own is left to tmux's update-environment, and tmux hands
 * its client's PATH on, whatever else it is told.
 */
const makeSession = (name: PlainName): SshArgument =>
  remoteCommand`tmux="$(command -v tmux)"; list=/proc/$PPID/environ; unset SHLVL OLDPWD; \
given() { if [ -r "$list" ] && tr "\\000" "\\n" < "$list" | grep -qxF "SSH_CONNECTION=$SSH_CONNECTION"; then tr "\\000\\n" "\\n\\001" < "$list"; else env; fi; }; \
path="$(given | sed -n "s/^PATH=//p")"; path="\${path:-$PATH}"; \
case "$(tmux -V)" in "tmux "[012].*|"tmux 3."[01]*) ;; *) if tmux has-session -t "=${name}" 2>/dev/null; then :; else \
size="$(stty size 2>/dev/null)"; case "$size" in [1-9]*" "[1-9]*) size="-x \${size#* } -y \${size% *}" ;; *) size= ;; esac; \
mark="$(printf "\\001")"; slash="$(printf "\\134")"; \
{ printf %s "new-session -d -s ${name} $size"; given | LC_ALL=C sed -n "/^SSH_/d; /^DISPLAY=/d; /^TERM=/d; /^TMUX/d; /^PATH=/d; /^_=/d; /^=/d; \
/=/{ s/[$slash\\"\\$]/$slash$slash&/g; s/$mark/$slash\${slash}n/g; s/.*/ -e \\"&\\"/p; }" | tr "\\n" " "; echo; } | \
PATH="$path" "$tmux" -u start-server \\; source-file - 2>/dev/null; fi ;; esac`;
/**
 * A forwarded agent has another socket at each connection. The session's programs get a name for it that
 * stays, and leads to that of whoever is attached. Who comes without one takes it away: the socket of who
 * was there before lives as long as that connection, which nobody may have missed yet.
 */
const stableKeys = (name: PlainName): SshArgument =>
  remoteCommand`keys="$HOME/.local/state/bowline-keys"; if [ -S "$SSH_AUTH_SOCK" ]; then \
mkdir -p "$keys" && chmod 700 "$keys" && ln -sfn "$SSH_AUTH_SOCK" "$keys/${name}" && SSH_AUTH_SOCK="$keys/${name}"; else rm -f "$keys/${name}"; fi`;
/** Another client of the session is one whose link is dead. The login's shell stays above. */
const attachCommand = (name: PlainName): SshArgument =>
  remoteCommand`sh -c '${FIND_TMUX}; ${stableKeys(name)}; ${makeSession(name)}; PATH="$path" exec "$tmux" -u new-session -A -D -s ${name}'; exit $status`;
const END_SESSION = `${FIND_TMUX}\ntmux kill-session -t "=$1"\nrm -f "$HOME/.local/state/bowline-keys/$1"\n`;

/**
 * The factory of such shells. A tab meets its session again as long as that runs, also after a
 * restart of the app.
 * @param open makes their PTYs; this system's own, if it isn't said
 */
export function tmuxShells(
  surroundings: SshSurroundings,
  clock = systemClock,
  open?: OpenDevice,
): ShellFactory {
  return (host, previous, session, shellId) => {
    const known = [sessionOf(previous), session].find((one) => one && SESSION.test(one));
    const name = known ?? randomBytes(16).toString('hex');
    const way = new TmuxWay({ host, surroundings, session: name, open, shellId });
    const kept = { session: name, end: () => way.endSession() };
    const attempt = (unattended: boolean): Attempt => way.attempt(unattended);
    return new ReturningShell({ attempt, clock, random: Math.random, kept });
  };
}

/** Where the last connection has failed, nobody knows whether it still came to a session. */
function sessionOf(previous: Shell | null): string | undefined {
  const { kept, state } = previous?.state ?? {};
  return kept || state === 'failed' ? previous?.session : undefined;
}

/** As we name them; what a file of ours says otherwise is no session of ours. */
const SESSION = /^[0-9a-f]{12,64}$/;

interface TmuxWayOptions {
  host: StoredHost;
  surroundings: SshSurroundings;
  session: string;
  open?: OpenDevice | undefined;
  shellId?: string | undefined;
}

/** The connections of one tab to its session. */
class TmuxWay {
  readonly #host: StoredHost;
  readonly #surroundings: SshSurroundings;
  readonly #name: PlainName;
  readonly #open: OpenDevice | undefined;
  readonly #shellId: string | undefined;
  #commands: SshCommands | undefined;

  constructor({ host, surroundings, session, open, shellId }: TmuxWayOptions) {
    this.#host = host;
    this.#open = open;
    this.#shellId = shellId;
    this.#surroundings = surroundings;
    const name = `bowline-${session.slice(0, 12)}`;
    if (!isPlainName(name)) throw new Error('a session’s name is hexadecimal');
    this.#name = name;
  }

  attempt(unattended: boolean): Attempt {
    const folder = this.#makeFolder();
    const [host, surroundings, shellId] = [this.#host, this.#surroundings, this.#shellId];
    const asked = new AskedShell({ host, surroundings, unattended, shellId });
    const args = (): SshArgument[] => this.#arguments(asked.silent, folder);
    const program = sshProgram(host, args, surroundings, asked);
    let missing = false;
    const onExit = (code: number | null): void => void (missing = code === NO_TMUX);
    const attempt = sshAttempt({
      host,
      asked,
      program: this.#withTmux(program, folder, onExit),
      platform: surroundings.platform,
      open: this.#open,
    });
    attempt.shell.onState(({ state }) => {
      if (state === 'closed' || state === 'failed') folder?.remove();
    });
    return { ...attempt, afterwards: () => (missing ? 'never' : attempt.afterwards()) };
  }

  /** Over the connection that stands; without one, the session goes on. */
  async endSession(): Promise<void> {
    await this.#commands?.script(END_SESSION, [this.#name]);
  }

  // Shared, so that the session can be ended without another login. Not on Windows, whose ssh
  // doesn't know how.
  #makeFolder(): SocketFolder | undefined {
    const { platform, env } = this.#surroundings;
    return platform === 'win32' ? undefined : makeSocketFolder(env());
  }

  #arguments(silent: boolean, folder: SocketFolder | undefined): SshArgument[] {
    const control = folder
      ? [
          ownWord('ControlMaster=yes'),
          controlPath(folder.socket('c')),
          ownWord('ControlPersist=no'),
        ]
      : [];
    const attended = silent ? UNATTENDED.options : [];
    const told = toldInConsole(this.#host, this.#surroundings.platform);
    return sshArguments(this.#host, {
      options: [...attended, ...told, ...control, ownWord('RemoteCommand=none')],
      flags: [ownWord('-t')],
      command: attachCommand(this.#name),
    });
  }

  #withTmux(
    program: PtyProgram,
    folder: SocketFolder | undefined,
    onExit: (code: number | null) => void,
  ): PtyProgram {
    return {
      ...program,
      command: () => {
        const command = program.command();
        // Without the ticket, which is for this login alone.
        const ssh = sshCommand([], this.#surroundings);
        this.#commands = folder && new SshCommands(ssh, folder.socket('c'));
        return command;
      },
      watch: (...how) => this.#watch(program, folder)(...how),
      ended: (exit, wasOnline, said) => {
        onExit(exit.code);
        const ending = this.#ending(exit, said);
        const { platform } = this.#surroundings;
        const plain = (): Ending => sshEnded(this.#host, { exit, wasOnline, said }, platform);
        return { kept: false, ...(ending ?? plain()) };
      },
      // tmux always fills the screen; what runs in it goes on anyway.
      foreground: () => '',
    };
  }

  /** Nothing is promised before it is known; from Windows, it can't be. */
  #watch(program: PtyProgram, folder: SocketFolder | undefined): PtyProgram['watch'] {
    return (pty, report, clock, print) => {
      const session = this.#name;
      const commands = folder && this.#commands;
      const tmux = commands && new TmuxWatch({ commands, session, find: FIND_TMUX, report, clock });
      const tell = (change: Partial<ShellState>): void => {
        if (change.state !== 'online') return report(change);
        if (!tmux) return report({ ...change, kept: true });
        report({
          state: 'connecting',
          message: say('starting-tmux', { host: this.#host.address }),
          hint: null,
        });
        void tmux.begin(change);
      };
      const progress = program.watch(pty, tell, clock, print);
      const stop = (): void => {
        progress.stop();
        tmux?.stop();
      };
      return { output: (bytes) => progress.output(bytes), stop };
    };
  }

  #ending({ code, signal }: PtyExit, lastOutput: string): Partial<ShellState> | undefined {
    const { address: host } = this.#host;
    if (signal) {
      const message = say('ssh-of-tmux-lost-by-signal', { host, signal });
      return { state: 'failed', message, hint: say('connect-again'), canReconnect: true };
    }
    if (code === NO_TMUX) {
      const [message, hint] = [say('no-tmux', { host }), say('install-tmux')];
      return { state: 'failed', message, hint, canReconnect: true };
    }
    if (code !== 0 || !DETACHED.test(lastLines(lastOutput))) return undefined;
    const [message, hint] = [say('detached-from-tmux', { host }), say('reconnect-to-go-on')];
    return { state: 'closed', message, hint, canReconnect: true, exitCode: 0, kept: true };
  }
}

/** What tmux prints when somebody has let go of the session; ssh's goodbye comes after it. */
const DETACHED = /\[detached \(from session /;

function lastLines(output: string): string {
  return output.trimEnd().split('\n').slice(-3).join('\n');
}
