// A PTY on Linux and macOS. Owns the descriptor: reads it through libuv, writes it without
// blocking, and gives it back only when the last byte of output was read.
import { closeSync, constants, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { ReadStream } from 'node:tty';
import { signalGroup } from '../process/signalGroup.ts';
import { SYSTEM } from '../system.ts';
import type { Clock } from '../time/clock.ts';
import { terminalMode, type TerminalMode } from '../native/terminalMode.ts';
import { BufferPool } from '../channel/bufferPool.ts';
import { ChunkQueue } from '../channel/chunkQueue.ts';
import { LastOutput } from './lastOutput.ts';
import { fork, processName, resize, type ForkedPty } from './nodePty.ts';
import { othersName } from './othersName.ts';
import type { PtyDevice, PtyExit, PtyOptions, TerminalSize } from './ptyDevice.ts';

/** Read at once, where nobody asks for less: a turn of the event loop for each 4 KiB is dear. */
export const READ_BYTES = 64 * 1024;
/** Nothing is read that nobody waits for, but what the stream has at hand: 4 KiB. */
const READ_AHEAD_BYTES = 0;
/** The kernel hands on at once what a program has printed before its exit. */
const QUIET_MS = 100;

export class PosixPty implements PtyDevice {
  appetite: number = READ_BYTES;
  readonly exited: Promise<PtyExit>;
  readonly #child: ForkedPty;
  readonly #stream: ReadStream;
  readonly #queue: ChunkQueue;
  readonly #ownName: string;
  readonly #last: LastOutput;
  /**
   * The program's end of the terminal, held open until it exits. A program that closes its own
   * descriptors before, as cat does, would look like the end, and be hung up in the middle.
   */
  #farEnd: number | undefined;
  #running = true;
  /** Its consumer says when it is done with a piece. */
  #isGivenBack = false;
  /** What comes after the program in its terminal, a child of its or nobody, isn't asked for. */
  #leftIn: TerminalMode | undefined;

  constructor(options: PtyOptions, clock: Clock) {
    this.#ownName = basename(options.file);
    this.#child = fork(options);
    this.#farEnd = openFarEnd(this.#child.path);
    this.exited = this.#child.exited;
    this.#stream = new ReadStream(this.#child.fd);
    this.#queue = new ChunkQueue(this.#stream, READ_AHEAD_BYTES);
    this.#last = new LastOutput(
      {
        quietMs: QUIET_MS,
        isOpen: () => this.#open,
        isPaused: () => this.#queue.paused,
        end: () => this.#stream.destroy(),
      },
      clock,
    );
    this.#listen();
    void this.exited.then(() => {
      this.#leftIn = this.mode;
      this.#running = false;
      this.#releaseFarEnd();
      this.#last.programEnded();
    });
  }

  get pid(): number {
    return this.#child.pid;
  }

  get path(): string {
    return this.#child.path;
  }

  get mode(): TerminalMode | undefined {
    return this.#running && this.#open ? terminalMode(this.#child.fd) : this.#leftIn;
  }

  /** The descriptor is ours. Once it is given back, its number may be another terminal's. */
  get #open(): boolean {
    return !this.#stream.destroyed;
  }

  read(): Promise<Uint8Array | undefined> {
    return this.#queue.take();
  }

  done(piece: Uint8Array): void {
    this.#isGivenBack = true;
    pieces.takeBack(piece);
  }

  write(bytes: Uint8Array): number {
    if (!this.#open) throw new Error('the terminal is closed');
    try {
      return writeSync(this.#child.fd, bytes);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') return 0;
      // Nobody has the terminal open any more. What is typed now reaches nobody, but the output
      // still waiting must: failing here would end the reader's task too.
      if (code === 'EIO') return bytes.byteLength;
      throw error;
    }
  }

  resize(size: TerminalSize): void {
    if (this.#open) resize(this.#child.fd, size);
  }

  kill(signal: NodeJS.Signals): void {
    if (!this.#running) return; // its number may be another's by now
    // By name, because the descriptor stays open until the last byte of output was read. Closing
    // it hangs up as well: nobody else holds this end, the kernel sees to it also after a kill -9.
    for (const group of new Set([this.pid, this.#foregroundGroup() ?? this.pid])) {
      signalGroup(group, signal);
    }
  }

  foreground(): string {
    if (!this.#open) return '';
    if (SYSTEM !== 'linux') return this.#foregroundByName();
    const group = this.#foregroundGroup();
    if (group === undefined || group === this.pid) return '';
    return readText(`/proc/${group}/comm`).trim();
  }

  destroy(): void {
    this.#stream.destroy();
    this.#releaseFarEnd();
  }

  #listen(): void {
    this.#stream.on('data', (first: Buffer) => {
      const chunk = this.#gather(first);
      this.#queue.push(chunk);
      this.#last.came(chunk.byteLength);
    });
    // libuv takes a short read for the last one when the other end has hung up, and says so
    // while up to 64 KiB wait: a terminal hands out 4 KiB at most, however much it holds.
    this.#stream.on('end', () => this.#takeRest());
    // EIO is how Linux says that the last writer is gone; it comes after the last byte.
    this.#stream.on('error', () => undefined);
    this.#stream.on('close', () => this.#queue.end());
  }

  /**
   * Whatever else is there to read now. The kernel hands out 4 KiB at most, and a turn of the
   * event loop for each of them is what a flood costs most: in Electron 45 MB/s against 65.
   */
  #gather(first: Uint8Array): Uint8Array {
    let size = first.byteLength;
    if (size + KERNEL_BYTES > this.appetite) return first;
    scratch.set(first);
    while (size + KERNEL_BYTES <= this.appetite) {
      const count = readNow(this.#child.fd, size);
      if (count === 0) break;
      size += count;
    }
    return size === first.byteLength ? first : this.#copied(size);
  }

  #copied(size: number): Uint8Array {
    if (!this.#isGivenBack) return scratch.slice(0, size);
    const piece = pieces.lend(size);
    piece.set(scratch.subarray(0, size));
    return piece;
  }

  /** The descriptor is still open here; it is given back right after. */
  #takeRest(): void {
    for (let count = readNow(this.#child.fd, 0); count > 0; count = readNow(this.#child.fd, 0)) {
      this.#queue.push(scratch.slice(0, count));
    }
  }

  #releaseFarEnd(): void {
    if (this.#farEnd !== undefined) closeSync(this.#farEnd);
    this.#farEnd = undefined;
  }

  /** Process group in the terminal's foreground (Linux: field 8 of /proc/PID/stat). */
  #foregroundGroup(): number | undefined {
    const stat = readText(`/proc/${this.pid}/stat`);
    const group = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[5]);
    return group > 1 ? group : undefined;
  }

  #foregroundByName(): string {
    return othersName(processName(this.#child.fd, this.path), this.#ownName);
  }
}

/** As much as a terminal hands out at once (N_TTY_BUF_SIZE). */
const KERNEL_BYTES = 4096;
/** Where the reads of one piece are gathered, of all terminals: a piece is copied out at once. */
const scratch = new Uint8Array(READ_BYTES);
/** Of all terminals whose consumers give them back: each has two at most. */
const pieces = new BufferPool(READ_BYTES, 4);

/** Reads without waiting; 0 when there is nothing, or nothing more. */
function readNow(fd: number, at: number): number {
  try {
    return readSync(fd, scratch, at, KERNEL_BYTES, null);
  } catch {
    return 0; // EAGAIN; or EIO, which the stream is told as well
  }
}

function openFarEnd(path: string): number | undefined {
  try {
    // Not as a controlling terminal: hanging it up must not end this process.
    return openSync(path, constants.O_RDWR | constants.O_NOCTTY);
  } catch {
    return undefined; // no descriptor left, or another mount namespace: then without
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
