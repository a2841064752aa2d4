// A shell that the agent keeps: a PTY, a bounded log of its output, and whoever watches. It
// runs on while nobody does, and is paused only when even the fastest viewer takes no more.
import { BufferPool } from '../../core/channel/bufferPool.ts';
import { PipedProgram } from '../../core/process/pipesDevice.ts';
import { hangUp } from '../../core/pty/hangUp.ts';
import {
  openPty,
  MAX_PIECE_BYTES,
  type Pty,
  type PtyExit,
  type TerminalSize,
} from '../../core/pty/pty.ts';
import { BLOCK_BYTES, ByteLog } from '../../core/replay/byteLog.ts';
import type { Clock } from '../../core/time/clock.ts';
import { ChannelError } from '../../core/wire/errors.ts';
import { passingDataFrame } from '../../core/wire/frameRoom.ts';
import type { OutputStream } from '../../core/wire/records.ts';
import { ShellGroup } from '../groups/shellGroup.ts';
import { Absences } from './absences.ts';
import type { ScreenService } from '../screens/screenService.ts';
import { ShellScreen } from '../screens/shellScreen.ts';
import { FrameCache } from './frameCache.ts';
import { PipedOutput, TerminalOutput, type KeptOutput } from './keptOutput.ts';
import type { MemoryBudget } from './memoryBudget.ts';
import { OutputPace, type PaceViewer } from './outputPace.ts';
import { OutputTracker } from './outputTracker.ts';
import type { Program } from './program.ts';
import { SharedScreens } from './sharedScreens.ts';
import { ShellInput } from './shellInput.ts';
import { ShellMemory } from './shellMemory.ts';
import { SizeLog } from './sizeLog.ts';
import { WakeRounds } from './wakeRounds.ts';
import { unfinishedBytes } from './wholePlace.ts';

/** Somebody who watches: a cursor into the output. */
export interface ShellViewer extends PaceViewer {
  /** First byte that this viewer may still need. */
  readonly place: number;
  /** How much of the output should be read at once for this viewer, bytes. */
  readonly piece: number;
  /** There is more output, another size, or the end. False when it can send nothing of it now. */
  wake(): boolean;
  /** Somebody asks that the shell be left alone. */
  sendAway(): void;
}

/** Of a program without a terminal, which one client started and nobody else can join. */
export interface Pipes {
  /** How long it waits for that client, milliseconds. */
  keepMs: number;
  /** What names the client: its input. */
  client: string;
}

/** Of all shells' logs: what is read from one is copied at once. As many as a step of theirs is large. */
const BLOCKS = new BufferPool(BLOCK_BYTES, 4);

export interface HostedShellOptions {
  session: string;
  program: Program;
  /** Undefined for what has a terminal. */
  pipes: Pipes | undefined;
  size: TerminalSize;
  clock: Clock;
  /** Milliseconds since 1970. */
  today: () => number;
  /** Output kept for those who come back, bytes. */
  logBytes: number;
  /** What all shells may hold together. */
  memory: MemoryBudget;
  /** Input taken ahead of the program from each client, bytes. */
  inputWindow: number;
  screens: ScreenService;
  /** The first viewer came, or the last one has gone. */
  onWatched: (shell: HostedShell) => void;
}

export class HostedShell {
  readonly session: string;
  readonly startedAt: number;
  readonly log = new ByteLog(0, BLOCKS);
  readonly sizes: SizeLog;
  readonly input: ShellInput;
  readonly absences: Absences;
  readonly group: ShellGroup;
  /**
   * For whoever misses output that is gone: a place near the log's end at which nothing is half
   * said, and the screen as of it. What comes after that place stays in the log until then.
   */
  readonly screens: SharedScreens;
  /** Resolves when the program has ended and its last byte is in the log. */
  readonly ended: Promise<void>;
  readonly #options: HostedShellOptions;
  readonly #tracker = new OutputTracker();
  readonly #screen: ShellScreen;
  readonly #pty: Pty;
  readonly #piped: PipedProgram | undefined;
  #signalled = 0;
  readonly #viewers = new Set<ShellViewer>();
  readonly #waking = new WakeRounds(this.#viewers);
  readonly #frames = new FrameCache();
  readonly #memory: ShellMemory;
  readonly #output: KeptOutput;
  readonly #pace: OutputPace;
  #lastOutputAt: number;
  #exit: PtyExit | undefined;
  #ending = false;

  /** Starts the program. Throws when no PTY can be had. */
  constructor(options: HostedShellOptions) {
    const { program, size } = options;
    this.#options = options;
    this.session = options.session;
    this.startedAt = this.#lastOutputAt = options.today();
    this.sizes = new SizeLog(size);
    this.absences = new Absences(options.clock, () => this.viewerMoved());
    this.#screen = new ShellScreen({
      service: options.screens,
      log: this.log,
      sizes: this.sizes,
      onProgress: () => this.viewerMoved(),
    });
    this.screens = new SharedScreens(this.log, this.sizes, {
      paint: () => this.#screen.take(this.#wholeEnd()),
      onHeld: () => this.#memory.changed(),
    });
    this.#memory = new ShellMemory({
      ...{ budget: options.memory, logBytes: options.logBytes, log: this.log, sizes: this.sizes },
      ...{ screen: this.#screen, screens: this.screens, frames: this.#frames },
      ...{ absences: this.absences, watchers: this.#viewers, keepsAll: this.pipes !== undefined },
    });
    const [isEnding, clock] = [() => this.#ending, options.clock];
    this.#output = this.#keeping(isEnding);
    const pace = { output: this.#output, log: this.log, viewers: this.#viewers };
    this.#pace = new OutputPace({ ...pace, clock, isEnding });
    this.#piped = options.pipes && new PipedProgram(program, clock);
    this.#pty = this.#piped ?? openPty({ ...program, size }, clock);
    const gathersLines = (): boolean | undefined => this.#pty.mode?.lines;
    const kind = this.#piped && 'pipe';
    this.input = new ShellInput(this.#pty.input, options.inputWindow, clock, kind, gathersLines);
    this.group = new ShellGroup({
      clock,
      today: options.today,
      size: () => this.sizes.current,
      resize: (wanted) => this.resize(wanted),
    });
    this.#pty.onWritten = (bytes) => this.input.took(bytes);
    this.ended = this.#pump();
  }

  /** What the program calls its window; else what was started. */
  get title(): string {
    return this.#tracker.title || this.#options.program.title;
  }

  /** What was started, as it was typed. */
  get command(): string {
    return this.#options.program.title;
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** Milliseconds since 1970. */
  get lastOutputAt(): number {
    return this.#lastOutputAt;
  }

  /** How the program ended, once its last byte is in the log. */
  get exit(): PtyExit | undefined {
    return this.#exit;
  }

  /** Of a program without a terminal. */
  get pipes(): Pipes | undefined {
    return this.#options.pipes;
  }

  /** How long it runs on while nobody watches, at most, milliseconds. */
  get keepMs(): number {
    return this.pipes?.keepMs ?? Infinity;
  }

  get viewers(): number {
    return this.#viewers.size;
  }

  /** Name of the program in the foreground, where it isn't the shell itself; else ''. */
  foreground(): string {
    return this.#exit ? '' : this.#pty.foreground();
  }

  /** Nobody will ask for the shell again. */
  forget(): void {
    this.#memory.leave();
  }

  /** Output that may be produced ahead of a viewer without falling out of the log before it. */
  get aheadBytes(): number {
    return Math.floor(this.#memory.certainBytes / 4);
  }

  /** Memory that its output takes, and what is made of it, bytes. */
  get held(): number {
    return this.#memory.held;
  }

  /** It has ended, and the terminal that follows it is still there. */
  get isUnfinished(): boolean {
    return this.#exit !== undefined && this.#screen.isFollowing;
  }

  /** Of a shell that has ended, keeps so many bytes at most, and the screen as it was. */
  async condense(bytes = Infinity): Promise<void> {
    await this.#memory.condense(this.#wholeEnd());
    if (this.held <= bytes) return;
    this.#memory.yieldTo(bytes);
    this.#memory.changed();
  }

  watch(viewer: ShellViewer): void {
    this.#viewers.add(viewer);
    this.#options.onWatched(this);
    this.viewerMoved();
  }

  unwatch(viewer: ShellViewer): void {
    if (!this.#viewers.delete(viewer)) return;
    if (this.#viewers.size < 2) this.#frames.clear();
    this.#memory.changed();
    this.#options.onWatched(this);
    this.viewerMoved();
  }

  /** Detaches whoever watches. */
  sendAllAway(): void {
    for (const viewer of [...this.#viewers]) viewer.sendAway();
  }

  /** A viewer has room for more, or, where none is named, one is gone. */
  viewerMoved(viewer?: ShellViewer): void {
    this.#pace.moved(viewer);
  }

  /** A frame of output for a channel, to be sent once. */
  dataFrame(channel: number, offset: number, bytes: Uint8Array): Uint8Array {
    if (this.#viewers.size > 1) return this.#frames.data(channel, offset, bytes);
    return passingDataFrame(channel, offset, bytes);
  }

  resize(size: TerminalSize): void {
    if (this.#exit || this.pipes || !this.sizes.change(this.log.end, size)) return;
    try {
      this.#pty.resize(size);
    } catch {
      // The program is just ending, and its terminal is gone already.
    }
    this.#waking.wakeAll();
  }

  signal(name: NodeJS.Signals): void {
    this.#pty.kill(name);
  }

  /** The same for a client that counts its signals from 1: one that is repeated counts once. */
  signalOnce(number: number, name: NodeJS.Signals): void {
    if (number <= this.#signalled) return;
    this.#signalled = number;
    this.#pty.kill(name);
  }

  /** Its client takes no more of what is printed there. Throws `ChannelError` of a terminal. */
  endOutput(stream: OutputStream): void {
    if (!this.#piped) throw hasTerminal();
    this.#piped.endOutput(stream);
  }

  /** Its one client has consumed the output up to here, which nobody can ask for any more. */
  consumed(offset: number): void {
    if (!this.pipes) return;
    this.log.dropBefore(offset);
    this.#memory.changed();
  }

  /** Hangs up, kills what doesn't obey, and resolves when the last byte is in the log. */
  async hangUp(): Promise<void> {
    this.absences.clear();
    this.#ending = true; // nobody's credit may hold the end back
    this.viewerMoved();
    await hangUp(this.#pty, this.ended, this.#options.clock);
    await this.ended;
  }

  async #pump(): Promise<void> {
    const { greeting } = this.#options.program;
    if (greeting) this.#keep(Buffer.from(greeting.replaceAll('\n', '\r\n')));
    for await (const bytes of this.#pty.output) {
      this.#keep(bytes);
      this.#pty.done(bytes);
      await this.#pace.turn();
      this.#pty.appetite = this.#appetite;
    }
    this.#exit = await this.#pty.exited;
    this.input.close();
    this.absences.clear();
    this.#waking.wakeAll();
  }

  #keeping(isEnding: () => boolean): KeptOutput {
    const { log, absences } = this;
    const memory = this.#memory;
    if (this.pipes) return new PipedOutput({ log, memory, isEnding });
    const { logBytes, screens } = this.#options;
    const parts = { log, logBytes, absences, memory, screens };
    return new TerminalOutput({ ...parts, tracker: this.#tracker, screen: this.#screen });
  }

  #keep(bytes: Uint8Array): void {
    this.#output.keep(bytes);
    this.#lastOutputAt = this.#options.today();
    this.#waking.wakeAll();
  }

  #wholeEnd(): number {
    const { log } = this;
    const { wholeEnd } = this.#tracker;
    const place = wholeEnd === log.end ? wholeEnd - unfinishedBytes(log) : wholeEnd;
    return Math.max(place, log.start);
  }

  /** In large pieces where somebody is fast, or nobody watches. */
  get #appetite(): number {
    if (this.#viewers.size === 0) return MAX_PIECE_BYTES;
    let most = 0;
    for (const { piece } of this.#viewers) most = Math.max(most, piece);
    return most;
  }
}

function hasTerminal(): ChannelError {
  return new ChannelError('no-terminal', 'This is a shell in a terminal, and has no pipes.');
}
