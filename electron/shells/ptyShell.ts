// A shell whose program runs on a PTY of this computer: the user's own shell, or ssh. What
// differs between the two stands in their `PtyProgram`; the way of the bytes is the same.
import { byteChannel, type Channel } from '../../core/channel/channel.ts';
import { openPty, type OpenDevice, type Pty, type PtyExit } from '../../core/pty/pty.ts';
import { systemClock, type Clock } from '../../core/time/clock.ts';
import { UNMEASURED } from '../lag/shellLag.ts';
import { type PtyCommand, StartError } from '../programs/command.ts';
import { OutputTail } from '../programs/outputTail.ts';
import type { Shell, ShellMeasure, ShellState, TerminalSize } from '../shell.ts';
import { say, type Said } from '../../words/said.ts';
import { SaidError } from '../../words/saidError.ts';
import { CreditGate } from './creditGate.ts';
import { StateCell, type StateListener } from './stateCell.ts';

/** Follows a program from its start until it is no longer needed. */
export interface ProgressWatch {
  /** The program has printed this. */
  output(bytes: Uint8Array): void;
  stop(): void;
}

export type Ending = Partial<ShellState>;

/** What one kind of shell runs, and how its course is read. */
export interface PtyProgram {
  /** Throws a `StartError` when it can't be run. */
  command(): PtyCommand;
  /**
   * Reports each change of state until the end, which `ended` judges. `print` shows words of ours
   * between what the program says.
   */
  watch(
    pty: Pty,
    report: (change: Partial<ShellState>) => void,
    clock: Clock,
    print: (text: string) => void,
  ): ProgressWatch;
  /** Takes what is typed as far as it answers a question that we have printed; hands back the rest. */
  answer?(bytes: Uint8Array): Uint8Array;
  /** The last state: `closed` or `failed`. `lastOutput` is text without colours. */
  ended(exit: PtyExit, wasOnline: boolean, lastOutput: string): Ending | Promise<Ending>;
  /** Foreground program other than the shell; '' when there is none or it can't be told. */
  foreground(pty: Pty): string;
}

/** One hand-over from the PTY's own channel; the credit gate bounds what lies beyond it. */
const OUTPUT_CAPACITY_BYTES = 64 * 1024;
/** Enough for the longest of ssh's last words, the warning of a changed host key. */
const TAIL_BYTES = 4 * 1024;

export class PtyShell implements Shell {
  readonly output: Channel<Uint8Array> = byteChannel('shell output', OUTPUT_CAPACITY_BYTES);
  readonly #program: PtyProgram;
  readonly #clock: Clock;
  readonly #open: OpenDevice | undefined;
  readonly #states = new StateCell();
  readonly #gate: CreditGate;
  readonly #tail = new OutputTail(TAIL_BYTES);
  #pty: Pty | undefined;
  #finished: Promise<void> | undefined;
  #closing = false;

  /** @param open makes its PTY; this system's own, if it isn't said */
  constructor(program: PtyProgram, clock: Clock = systemClock, open?: OpenDevice) {
    this.#program = program;
    this.#open = open;
    this.#clock = clock;
    this.#gate = new CreditGate(clock);
  }

  get state(): ShellState {
    return this.#states.current;
  }

  onState(listener: StateListener): () => void {
    return this.#states.subscribe(listener);
  }

  start(size: TerminalSize): void {
    if (this.#finished || this.#states.ended) return;
    try {
      this.#pty = openPty({ ...this.#program.command(), size }, this.#clock, this.#open);
    } catch (error) {
      return this.#failToStart(error);
    }
    this.#finished = this.#run(this.#pty);
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (!this.#pty) throw new Error('the shell is not running');
    const typed = this.#program.answer?.(bytes) ?? bytes;
    if (typed.byteLength > 0) await this.#pty.input.send(typed);
  }

  resize(size: TerminalSize): void {
    this.#pty?.resize(size);
  }

  parsed(bytes: number): void {
    this.#gate.parsed(bytes);
  }

  measure(): ShellMeasure {
    return { ...UNMEASURED, window: this.#gate.window };
  }

  foreground(): Promise<string> {
    const running = this.#pty && !this.#states.ended;
    return Promise.resolve(running ? this.#program.foreground(this.#pty!) : '');
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#gate.break();
    this.output.abort('closed');
    await this.#pty?.close();
    await this.#finished;
    this.#states.set(closed(null)); // never started
  }

  async #run(pty: Pty): Promise<void> {
    const report = (change: Partial<ShellState>): void => this.#states.set(change);
    const print = (text: string): void => this.#print(text);
    const watch = this.#program.watch(pty, report, this.#clock, print);
    for await (const bytes of pty.output) {
      this.#tail.push(bytes);
      watch.output(bytes);
      await this.#pass(bytes);
      pty.appetite = this.#gate.piece;
    }
    watch.stop();
    this.output.close();
    const exit = await pty.exited;
    const wasOnline = this.#states.current.state === 'online';
    const judge = this.#closing ? closed : this.#program.ended;
    const ending = await judge(exit, wasOnline, this.#tail.text());
    this.#states.set(this.#closing ? closed(exit) : ending);
  }

  async #pass(bytes: Uint8Array): Promise<void> {
    await this.#gate.room();
    if (this.output.closed) return;
    this.#gate.sent(bytes.byteLength);
    await this.output.send(bytes).catch(() => undefined); // closed while it waited
  }

  /** A few words of ours, which wait for nobody. */
  #print(text: string): void {
    const bytes = Buffer.from(text);
    if (this.output.closed) return;
    this.#gate.sent(bytes.byteLength);
    void this.output.send(bytes).catch(() => undefined); // closed while it waited
  }

  #failToStart(error: unknown): void {
    const known = error instanceof StartError;
    const why = whyOf(error);
    const message = known ? error.said : say('program-not-started', { why });
    const hint = known ? error.advice : say('close-and-try-again');
    this.output.close();
    this.#states.set({ state: 'failed', message, hint, canReconnect: true });
  }
}

function whyOf(error: unknown): Said | string {
  if (error instanceof SaidError) return error.said;
  return error instanceof Error ? error.message : String(error);
}

/** Ended by the user, so there is nothing to explain. */
function closed(exit: PtyExit | null): Ending {
  const { code, signal } = exit ?? { code: null, signal: null };
  return { state: 'closed', message: say('closed'), exitCode: code, signal };
}
