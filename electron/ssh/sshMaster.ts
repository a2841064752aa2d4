// One login to an SSH host that carries all the rest: ssh as the master of a shared connection.
// It runs in a terminal, so that it can ask for passwords and host keys; commands and forwards
// then go over it without asking again.
import { existsSync } from 'node:fs';
import { openPty, type Pty, type PtyExit } from '../../core/pty/pty.ts';
import type { ConnectFailure } from '../../core/socket/connectFailure.ts';
import type { Clock } from '../../core/time/clock.ts';
import { OutputTail } from '../programs/outputTail.ts';
import type { AskPerson, LoginAsking, SshSurroundings } from './asking.ts';
import type { LoginTry, SshLogin } from './heldLogin.ts';
import { makeSocketFolder, type SocketFolder } from './socketFolder.ts';
import { sshArguments } from './sshArguments.ts';
import { askingCommand, sshCommand } from './sshCommand.ts';
import { SshCommands } from './sshCommands.ts';
import { sshFailure } from './sshEnding.ts';
import { controlPath, ownWord, type SshArgument } from './sshPlaces.ts';
import type { SshTarget } from './sshTarget.ts';
import { PIN_REFUSED } from './sshTroubles.ts';
import { withBadCertificate } from './hostCertificate.ts';
import { TouchWatch } from './touchWatch.ts';

/** ssh makes its control socket once the login is done, and tells nobody. */
const LOOK_MS = 50;
/** Enough for the longest of ssh's last words. */
const TAIL_BYTES = 4 * 1024;
/** Ctrl+C. */
const INTERRUPT = Buffer.from('\x03');
const TERMINAL = { cols: 200, rows: 24 };

export interface SshMasterOptions extends LoginTry {
  host: SshTarget;
  surroundings: SshSurroundings;
  clock: Clock;
}

export class SshMaster implements SshLogin<SshCommands> {
  /** What goes over it. Resolves after the login; rejects with `ConnectFailure`. */
  readonly ready: Promise<SshCommands>;
  /** Why it ended, once it has. */
  readonly ended: Promise<ConnectFailure>;
  readonly #options: SshMasterOptions;
  readonly #folder: SocketFolder;
  readonly #pty: Pty;
  readonly #asking: LoginAsking | undefined;
  readonly #touch: TouchWatch | undefined;
  readonly #tail = new OutputTail(TAIL_BYTES);
  #stopLooking: () => void = () => undefined;
  #stands = false;

  /** Throws a `StartError`, or the system's error, when ssh can't be started. */
  constructor(options: SshMasterOptions) {
    this.#options = options;
    const command = sshCommand([], options.surroundings);
    this.#folder = makeSocketFolder(command.env);
    this.#asking = this.#begin(command.file);
    try {
      const args = this.#arguments();
      const asking = askingCommand(command, this.#asking);
      this.#pty = openPty({ ...asking, args, size: TERMINAL }, options.clock);
    } catch (error) {
      this.#over();
      throw error;
    }
    this.#asking?.started(this.#pty.pid);
    this.#touch = this.#asking && options.ask && new TouchWatch(options.ask);
    this.ended = this.#follow();
    this.ready = this.#login(new SshCommands(command, this.#folder.socket('c')));
    this.ready.catch(() => undefined); // told by `ended` too
  }

  /** The folder of this connection's sockets, closed to other users. */
  get folder(): SocketFolder {
    return this.#folder;
  }

  /** What ssh has said of late, as text. */
  get lastWords(): string {
    return this.#tail.text();
  }

  /** Answers a question of ssh. */
  type(bytes: Uint8Array): void {
    void this.#pty.input.send(bytes).catch(() => undefined); // it has just ended
  }

  async close(): Promise<void> {
    this.#stopLooking();
    this.#over();
    await this.#pty.close();
  }

  #begin(ssh: string): LoginAsking | undefined {
    const { host, surroundings, ask, tell } = this.#options;
    const giveUp = (): void => this.type(INTERRUPT);
    const person: AskPerson | undefined =
      ask && ((question, signal) => ask(withBadCertificate(question, this.#tail.text()), signal));
    const login = { host, unattended: false, giveUp, ...(tell && { tell }) };
    return person && surroundings.asking?.begin(ssh, { ...login, person });
  }

  #over(): void {
    this.#folder.remove();
    this.#touch?.stop();
    this.#asking?.over();
  }

  #arguments(): SshArgument[] {
    const { host, connectSeconds } = this.#options;
    const options = [
      ownWord('ControlMaster=yes'),
      controlPath(this.#folder.socket('c')),
      ownWord('ControlPersist=no'),
      ownWord('StreamLocalBindMask=0177'),
      // The user's own are for his shells; a port that one of those holds would end this login.
      ownWord('ClearAllForwardings=yes'),
      ownWord('RemoteCommand=none'),
      ownWord('RequestTTY=no'),
    ];
    const defaults = [ownWord(`ConnectTimeout=${connectSeconds}`)];
    return sshArguments(host, { options, defaults, flags: [ownWord('-N')] });
  }

  async #follow(): Promise<ConnectFailure> {
    for await (const bytes of this.#pty.output) {
      this.#tail.push(bytes);
      this.#options.onText(bytes);
      if (!this.#stands) this.#touch?.hear(bytes);
      if (!this.#stands && PIN_REFUSED.test(this.#tail.text())) this.#asking?.pinRefused();
    }
    const exit: PtyExit = await this.#pty.exited;
    this.#stopLooking();
    this.#over();
    const { host, surroundings } = this.#options;
    const end = { exit, wasOnline: this.#stands, said: this.#tail.text() };
    return sshFailure(host, end, surroundings.platform);
  }

  #through(commands: SshCommands): SshCommands {
    this.#touch?.stop();
    this.#asking?.through();
    return commands;
  }

  #login(commands: SshCommands): Promise<SshCommands> {
    return new Promise((resolve, reject) => {
      void this.ended.then(reject);
      const look = (): void => {
        this.#stands = existsSync(this.#folder.socket('c'));
        if (this.#stands) return resolve(this.#through(commands));
        this.#stopLooking = this.#options.clock.after(LOOK_MS, look);
      };
      look();
    });
  }
}
