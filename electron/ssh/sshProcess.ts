// One ssh of its own, over pipes, where ssh can't share a login (Windows): for a script, for the way
// to an agent, for a tunnel. Nobody can answer it there, so it asks nothing. How far it has come is
// told by its log, in OpenSSH's own words, which it doesn't translate. Only the program that leads through a
// proxy may ask, where somebody answers.
import type { Readable, Writable } from 'node:stream';
import { startProgram } from '../../core/process/startProgram.ts';
import type { PtyExit } from '../../core/pty/pty.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { withResolvers } from '../../core/task/taskGroup.ts';
import type { Clock } from '../../core/time/clock.ts';
import { StartError } from '../programs/command.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';
import type { LoginAsking } from './asking.ts';
import { LogLines } from './logLines.ts';
import { notAsked } from './notAsked.ts';
import { sshArguments, type SshUse } from './sshArguments.ts';
import { sshCommand } from './sshCommand.ts';
import { sshFailure } from './sshEnding.ts';
import { ownWord } from './sshPlaces.ts';
import type { SshTarget } from './sshTarget.ts';

/** Enough for the longest of ssh's last words, and for what a script says on its stderr. */
const WORDS = 64 * 1024;
/** An ssh that was asked to end takes milliseconds. */
const END_MS = 2_000;
/** Its last words take less, once it is gone. What it has started, like a ProxyCommand, may outlive
    it with its stderr in hand, and never let that end. */
const LAST_WORDS_MS = 2_000;
/** Said when the login is through and the connection does what it was asked for. */
const STANDS = /^debug1: Entering interactive session\./;
/** What it says at this level, and not at its usual one. */
const OF_THE_LOG =
  /^(debug\d: |Authenticated to .* using "|Authentication succeeded |Transferred: sent |Bytes per second: sent )/;

const OPTIONS = [
  ownWord('LogLevel=DEBUG1'), // and not -v, which a jump host's ssh would be told, too
  ownWord('BatchMode=yes'),
  // Whatever the user's own configuration shares: there, it would end the login.
  ownWord('ControlMaster=no'),
  ownWord('ControlPath=none'),
  ownWord('RemoteCommand=none'),
  ownWord('RequestTTY=no'),
];

/** The ssh itself: it has no terminal either. */
const ASKS_NOBODY = { SSH_ASKPASS_REQUIRE: 'never' };

export interface SshProcessOptions {
  host: SshTarget;
  surroundings: LocalSurroundings;
  clock: Clock;
  /** What it is to do; `options` are added to. */
  use: SshUse;
  /** Seconds for the connection, up to the server's greeting. */
  connectSeconds: number;
  /** Who answers what a proxy on the way asks of this ssh; nobody, if it isn't said. */
  asking?: (ssh: string) => LoginAsking | undefined;
  /** A line of its log, and then of what it and the program there say. */
  onLine?: (line: string, ofTheLog: boolean) => void;
}

export class SshProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Resolves once the login is through; never where there was none. */
  readonly stands: Promise<void>;
  /** How it ended, once all that it said was read. */
  readonly ended: Promise<PtyExit>;
  readonly #options: SshProcessOptions;
  readonly #kill: (signal: NodeJS.Signals) => void;
  readonly #asking: LoginAsking | undefined;
  readonly #stood = withResolvers<void>();
  #stands = false;
  #words = '';
  #exit: PtyExit = { code: null, signal: null };

  /** Throws `ConnectFailure`, or the system's error, when ssh can't be started. */
  constructor(options: SshProcessOptions) {
    this.#options = options;
    this.stands = this.#stood.promise;
    const { file, args, env: own, cwd } = commandOf(options);
    this.#asking = options.asking?.(file);
    const env = { ...own, ...this.#asking?.env, ...ASKS_NOBODY };
    // Else Windows opens a console's window for it. Nothing of ours is left when the app is killed:
    // on Windows by the job that Node's children are in, elsewhere by the launcher.
    const how = { env, cwd, stdio: 'pipe', windowsHide: true } as const;
    const child = startProgram({ file, args }, how, { outlives: false });
    if (child.pid !== undefined) this.#asking?.started(child.pid);
    this.stdin = child.stdin.on('error', () => undefined); // it has ended, which is told
    this.stdout = child.stdout;
    const log = new LogLines((line) => this.#hear(line));
    child.stderr.on('data', (bytes: Buffer) => log.add(bytes));
    this.#kill = (signal) => void child.kill(signal);
    let heard = (): void => undefined;
    child.on('exit', () => {
      heard = options.clock.after(LAST_WORDS_MS, () => child.stderr.destroy());
    });
    this.ended = new Promise((resolve) => {
      child.on('error', ({ message }) => {
        this.#words = message;
        this.#asking?.over();
        resolve(this.#exit);
      });
      child.on('close', (code, signal) => {
        heard();
        log.end();
        this.#asking?.over();
        resolve((this.#exit = { code, signal }));
      });
    });
  }

  /** Did it log in? */
  get loggedIn(): boolean {
    return this.#stands;
  }

  /** What it and the program there have said, without its log. */
  get words(): string {
    return this.#words;
  }

  /** Why it ended, once it has. */
  get failure(): ConnectFailure {
    const { host, surroundings } = this.#options;
    const end = { exit: this.#exit, wasOnline: this.#stands, said: this.#words };
    const failure = sshFailure(host, end, surroundings.platform);
    return this.#stands ? failure : notAsked(failure, host.address);
  }

  /** Resolves when it is gone. One that ends by itself is left to it: its code says why. */
  async close(): Promise<void> {
    const { clock } = this.#options;
    if (!this.stdout.readableEnded) this.#kill('SIGTERM');
    const cancel = clock.after(END_MS, () => this.#kill('SIGKILL'));
    this.stdout.resume(); // what nobody has read keeps its end from being told
    await this.ended;
    cancel();
  }

  #hear(line: string): void {
    const ofTheLog = OF_THE_LOG.test(line);
    if (!ofTheLog) this.#words = `${this.#words}${line}\n`.slice(-WORDS);
    this.#options.onLine?.(line, ofTheLog);
    if (this.#stands || !STANDS.test(line)) return;
    this.#stands = true;
    this.#asking?.through();
    this.#stood.resolve();
  }
}

function commandOf({ host, surroundings, use, connectSeconds }: SshProcessOptions) {
  const options = [...OPTIONS, ...(use.options ?? [])];
  const defaults = [ownWord(`ConnectTimeout=${connectSeconds}`)];
  try {
    return sshCommand(sshArguments(host, { ...use, options, defaults }), surroundings);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    throw new ConnectFailure('not-an-agent', error.said, error.advice, error);
  }
}
