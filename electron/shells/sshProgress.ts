// How far ssh has come, told from what it does to its terminal, never from what it says: raw
// once the session is open (a shared connection does that too), lines without echo for a
// password, a line left unfinished for a question.
import type { Clock } from '../../core/time/clock.ts';
import type { ShellState } from '../shell.ts';
import type { ProgressWatch } from './ptyShell.ts';
import type { TerminalMode } from './terminalMode.ts';

/** Looks again even in silence: the change to raw mode prints nothing by itself. */
const LOOK_AGAIN_MS = 1_000;
const NEWLINE = 0x0a;

export interface SshProgressOptions {
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

  stop(): void {
    this.#done = true;
    this.#cancelTimer();
  }

  // One `stty` at a time; output that comes meanwhile is looked at by the next.
  #look(): void {
    if (this.#done) return;
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
    if (!mode.lines && !mode.signals) {
      this.stop();
      return this.#options.report({ state: 'online', message: 'Connected.', hint: '' });
    }
    const waiting = !mode.echo || this.#lastByte !== NEWLINE;
    if (!waiting || this.#asking) return;
    this.#asking = true;
    this.#options.report({
      state: 'authenticating',
      message: 'Waiting for your answer in the terminal.',
    });
  }

  #wait(): void {
    this.#cancelTimer = this.#options.clock.after(LOOK_AGAIN_MS, () => {
      this.#look();
      if (!this.#done) this.#wait();
    });
  }
}
