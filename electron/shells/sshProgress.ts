// How far ssh has come, told from what it does to its terminal, never from what it says: raw
// once the session is open (a shared connection does that too), lines without echo for a
// password, a line left unfinished for a question.
import type { TerminalMode } from '../../core/native/terminalMode.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { ShellState } from '../shell.ts';
import type { ProgressWatch } from './ptyShell.ts';
import { ONLINE, WAITING } from './sshStates.ts';

/** Looks again even in silence: the change to raw mode prints nothing by itself. */
const LOOK_AGAIN_MS = 100;
/** Where that takes a program of its own. */
const ASK_AGAIN_MS = 1_000;
const NEWLINE = 0x0a;

export interface SshProgressOptions {
  /** The terminal's mode at this moment, or as ssh left it; undefined where it can't be told. */
  modeNow: () => TerminalMode | undefined;
  /** The same, only later: by then ssh may have gone and put it back. */
  readMode: () => Promise<TerminalMode | undefined>;
  report: (change: Partial<ShellState>) => void;
  clock: Clock;
}

export class SshProgress implements ProgressWatch {
  readonly #options: SshProgressOptions;
  #done = false;
  #looking = false;
  #lookAgain = false;
  #lastByte = NEWLINE;
  #asking = false;
  #cancelTimer: () => void = () => undefined;

  constructor(options: SshProgressOptions) {
    this.#options = options;
    this.#wait();
  }

  output(bytes: Uint8Array): void {
    this.#lastByte = bytes.at(-1) ?? this.#lastByte;
    this.#look();
  }

  /** An ssh that was killed has left the terminal as it was. */
  stop(): void {
    const left = this.#done ? undefined : this.#options.modeNow();
    this.#end();
    if (left && isRaw(left)) this.#options.report(ONLINE);
  }

  #end(): void {
    this.#done = true;
    this.#cancelTimer();
  }

  // What ssh prints of a session, it prints in raw mode; a look at once can't miss that, unless
  // the session is over by then. Else one `stty` at a time; output that comes meanwhile is looked
  // at by the next.
  #look(): void {
    if (this.#done) return;
    const now = this.#options.modeNow();
    if (now) return this.#judge(now);
    this.#lookAgain = this.#looking;
    if (this.#looking) return;
    this.#looking = true;
    void this.#options.readMode().then((mode) => {
      this.#looking = false;
      if (!this.#done && mode) this.#judge(mode);
      if (this.#lookAgain) this.#look();
    });
  }

  #judge(mode: TerminalMode): void {
    if (isRaw(mode)) {
      this.#end();
      return this.#options.report(ONLINE);
    }
    const waiting = !mode.echo || this.#lastByte !== NEWLINE;
    if (!waiting || this.#asking) return;
    this.#asking = true;
    this.#options.report(WAITING);
  }

  #wait(): void {
    const { modeNow, clock } = this.#options;
    const pause = modeNow() ? LOOK_AGAIN_MS : ASK_AGAIN_MS;
    this.#cancelTimer = clock.after(pause, () => {
      this.#look();
      if (!this.#done) this.#wait();
    });
  }
}

function isRaw({ lines, signals }: TerminalMode): boolean {
  return !lines && !signals;
}
