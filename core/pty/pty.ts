// A PTY as an endpoint: a reader task and a writer task in one group, with a bounded channel
// on each side. Everything else in Bowline sees a PTY through this class only.
import { byteChannel, type Channel } from '../channel/channel.ts';
import type { TerminalMode } from '../native/terminalMode.ts';
import { SYSTEM } from '../system.ts';
import { TaskGroup, type EndReason } from '../task/taskGroup.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { endTree } from './conPty.ts';
import { hangUp } from './hangUp.ts';
import { spawnWindows } from './nodePty.ts';
import { refuseNul } from './nul.ts';
import { PosixPty, READ_BYTES } from './posixPty.ts';
import { ptyReader } from './ptyReader.ts';
import { ptyWriter } from './ptyWriter.ts';
import type { PtyDevice, PtyExit, PtyOptions, TerminalSize } from './ptyDevice.ts';
import { WindowsPty } from './windowsPty.ts';

export type { PtyExit, PtyOptions, TerminalSize } from './ptyDevice.ts';

/**
 * Output waiting for its consumer: a few small pieces, or one large one; then the program is paused.
 * What was read can't be taken back, so Ctrl+C has to wade through it.
 */
const OUTPUT_CAPACITY_BYTES = 4 * 1024;
/** No piece of output is larger. */
export const MAX_PIECE_BYTES = READ_BYTES;
/** Input waiting for the program to read; beyond it `input.send` waits. */
export const INPUT_CAPACITY_BYTES = 64 * 1024;
/** How long the writer may go on after the output has ended, and the other way round. */
const DRAIN_MS = 1_000;

export class Pty {
  readonly output: Channel<Uint8Array> = byteChannel('pty output', OUTPUT_CAPACITY_BYTES);
  readonly input: Channel<Uint8Array> = byteChannel('pty input', INPUT_CAPACITY_BYTES);
  /** Resolves when the program has ended and its last byte is in `output`. */
  readonly exited: Promise<PtyExit>;
  /** Called with the count of input bytes that the terminal has just taken. */
  onWritten: (bytes: number) => void = () => undefined;
  readonly #device: PtyDevice;
  readonly #clock: Clock;
  readonly #group: TaskGroup;

  constructor(device: PtyDevice, clock: Clock) {
    this.#device = device;
    this.#clock = clock;
    this.#group = new TaskGroup({
      name: `pty ${device.pid}`,
      clock,
      drainMs: DRAIN_MS,
      close: () => device.destroy(),
    });
    this.#group.draining.addEventListener('abort', () => this.#stopInput());
    this.#group.spawn('ptyReader', () => this.#read());
    this.#group.spawn('ptyWriter', (context) =>
      ptyWriter(device, this.input, context, clock, (bytes) => this.onWritten(bytes)),
    );
    this.exited = this.#group.ended.then(() => device.exited);
  }

  get pid(): number {
    return this.#device.pid;
  }

  /** Path of the terminal's own end, `/dev/pts/4`; '' on Windows. */
  get device(): string {
    return this.#device.path;
  }

  /** How the program has set its terminal, or left it; undefined where that can't be told at once. */
  get mode(): TerminalMode | undefined {
    return this.#device.mode;
  }

  /** Resolves when both tasks have ended and the descriptor is given back. */
  get ended(): Promise<EndReason> {
    return this.#group.ended;
  }

  /** How much to read from the program at once, bytes. One such piece may wait here, and 4 KiB. */
  set appetite(bytes: number) {
    this.#device.appetite = bytes;
  }

  /** Nobody looks at this piece of output any more: others may be read into it. */
  done(piece: Uint8Array): void {
    this.#device.done?.(piece);
  }

  resize(size: TerminalSize): void {
    this.#device.resize(size);
  }

  kill(signal: NodeJS.Signals): void {
    this.#device.kill(signal);
  }

  /** Foreground program other than the first one; '' when there is none. */
  foreground(): string {
    return this.#device.foreground();
  }

  /** Hangs up, kills what doesn't obey, and resolves when nothing is left. */
  async close(): Promise<void> {
    this.output.abort('closed');
    this.input.abort('closed');
    await hangUp(this, this.#device.exited, this.#clock);
    await this.exited;
  }

  async #read(): Promise<void> {
    try {
      await ptyReader(this.#device, this.output);
    } finally {
      this.output.close(this.#group.reason);
    }
  }

  // What the program will never read needs no waiting for; the reader ends by itself.
  #stopInput(): void {
    this.input.close(this.#group.reason);
  }
}

/** Makes the PTY of one kind of system. */
export type OpenDevice = (options: PtyOptions, clock: Clock) => PtyDevice;

const openDevice: OpenDevice = (options, clock) =>
  SYSTEM === 'win32'
    ? new WindowsPty(options, clock, { spawn: spawnWindows, endTree })
    : new PosixPty(options, clock);

/**
 * Starts a program on a new PTY. Throws when none can be had, and a `NulError` where the system
 * would run something else than what is said.
 */
export function openPty(options: PtyOptions, clock: Clock = systemClock, open = openDevice): Pty {
  refuseNul(options);
  return new Pty(open(options, clock), clock);
}
