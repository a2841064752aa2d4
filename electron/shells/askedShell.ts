// What the ssh of one plain shell asks while it logs in: how that is begun, asked in the shell's own pane
// and in a card over it, and told as the shell's state.
import type { Pty } from '../../core/pty/pty.ts';
import type { PtyCommand } from '../programs/command.ts';
import { OutputTail } from '../programs/outputTail.ts';
import type { ShellState } from '../shell.ts';
import type { Asking, AskPerson, LoginAsking, SshSurroundings } from '../ssh/asking.ts';
import { withBadCertificate } from '../ssh/hostCertificate.ts';
import { PaneAsking } from '../ssh/paneAsking.ts';
import { askingCommand, sshCommand } from '../ssh/sshCommand.ts';
import type { SshArgument } from '../ssh/sshPlaces.ts';
import type { SshTarget } from '../ssh/sshTarget.ts';
import { PIN_REFUSED } from '../ssh/sshTroubles.ts';
import { TouchWatch } from '../ssh/touchWatch.ts';
import { say, type Said } from '../../words/said.ts';
import { WAITING } from './sshStates.ts';

export interface AskedShellOptions {
  host: SshTarget;
  surroundings: SshSurroundings;
  /** Nobody is to be asked. */
  unattended?: boolean;
  /** Over whose terminal a card stands. */
  shellId?: string | undefined;
}

type Report = (change: Partial<ShellState>) => void;

/** What ssh says before it asks about a host key has some hundred. */
const SAID_BYTES = 4 * 1024;
/** Ctrl+C. */
const INTERRUPT = Buffer.from('\x03');

export class AskedShell {
  readonly #options: AskedShellOptions;
  #login: LoginAsking | undefined;
  #pane: PaneAsking | undefined;
  #giveUp: () => void = () => undefined;
  #waits: (message: Said) => void = () => undefined;
  #givenUp = false;
  #isAsking = false;
  #through = false;
  readonly #said = new OutputTail(SAID_BYTES);
  readonly #touch = new TouchWatch((...asked) => this.#person(...asked));

  constructor(options: AskedShellOptions) {
    this.#options = options;
  }

  /** A console of Windows is asked by ssh itself. */
  get #asking(): Asking | undefined {
    const { platform, asking } = this.#options.surroundings;
    return platform === 'win32' ? undefined : asking;
  }

  /** ssh must not ask at all: nobody is there, and nothing is kept. */
  get silent(): boolean {
    const { unattended = false, host } = this.#options;
    return unattended && !this.#asking?.knows(host);
  }

  /** Something was asked that nobody has answered, and so there is no login. */
  get unanswered(): boolean {
    return this.#givenUp || (this.#login?.unanswered ?? false);
  }

  /** Throws a `StartError` where there is no ssh. */
  command(args: SshArgument[]): PtyCommand {
    const { host, surroundings, unattended = false } = this.#options;
    const command = sshCommand(args, surroundings);
    const giveUp = (): void => this.#giveUp();
    const tell = (message: Said): void => this.#waits(message);
    const login = { host, unattended, person: this.#person, giveUp, tell };
    this.#login = this.silent ? undefined : this.#asking?.begin(command.file, login);
    return askingCommand(command, this.#login);
  }

  /** Called as soon as it runs. What comes back is to be told of how it stands. */
  follow(pty: Pty, report: Report, print: (text: string) => void): Report {
    this.#login?.started(pty.pid);
    this.#giveUp = () => {
      this.#givenUp = true;
      void pty.input.send(INTERRUPT).catch(() => undefined); // it has just ended
    };
    const onChange = (asking: boolean): void => {
      this.#isAsking = asking;
      // A touch is told to be over in a turn after that in which the session began.
      if (!this.#through) report({ ...(asking ? WAITING : this.#goingOn), hint: null });
    };
    this.#waits = (message) => {
      if (!this.#isAsking && !this.#through) report({ message, hint: say('ssh-agent-may-ask') });
    };
    const giveUp = this.#giveUp;
    this.#pane = new PaneAsking({ pane: { print, card: this.#card }, onChange, giveUp });
    return (change) => {
      if (change.state === 'online') this.#isThrough();
      report(change);
    };
  }

  /** Takes what is typed as far as it is an answer, and hands back the rest. */
  answer(bytes: Uint8Array): Uint8Array {
    return this.#pane?.type(bytes) ?? bytes;
  }

  /** ssh has printed this. */
  hear(bytes: Uint8Array): void {
    if (!this.#login || this.#through) return;
    this.#said.push(bytes);
    this.#touch.hear(bytes);
    if (PIN_REFUSED.test(this.#said.text())) this.#login.pinRefused();
  }

  over(): void {
    this.#touch.stop();
    this.#login?.over();
  }

  #isThrough(): void {
    this.#through = true;
    this.#touch.stop();
    this.#login?.through();
  }

  readonly #person: AskPerson = (question, signal) =>
    this.#pane?.ask(withBadCertificate(question, this.#said.text()), signal) ??
    Promise.resolve(null);

  get #card(): AskPerson | undefined {
    const { surroundings, shellId } = this.#options;
    return shellId === undefined ? undefined : surroundings.asking?.card(shellId);
  }

  get #goingOn(): Partial<ShellState> {
    const { address } = this.#options.host;
    return { state: 'connecting', message: say('connecting-to', { host: address }) };
  }
}
