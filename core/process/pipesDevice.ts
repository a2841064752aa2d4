// A program without a terminal: three pipes in the place of one, and a session of its own. What it
// prints on stdout and on stderr comes as records of one stream, in the order in which it was read.
import { closeSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { ChunkQueue } from '../channel/chunkQueue.ts';
import { makePipe, type Pipe } from '../native/pipe.ts';
import { Pty } from '../pty/pty.ts';
import type { PtyDevice, PtyExit, PtyOptions } from '../pty/ptyDevice.ts';
import type { Clock } from '../time/clock.ts';
import { withResolvers } from '../task/taskGroup.ts';
import { record, RECORD_HEAD_BYTES, type OutputStream } from '../wire/records.ts';
import { signalGroup } from './signalGroup.ts';
import { startProgram, type ChildProcess } from './startProgram.ts';

export type PipesOptions = Omit<PtyOptions, 'size'>;

/** As much as is read at once from a pipe. */
const READ_BYTES = 64 * 1024;
/** Printed and not yet asked for; then neither pipe is read. */
const READ_AHEAD_BYTES = 32 * 1024;
/** No piece of output is larger. */
export const MAX_PIPED_BYTES = READ_AHEAD_BYTES + READ_BYTES + RECORD_HEAD_BYTES;

/** What a program that has ended, and left its pipes to a child, can still be told by. */
const ENDING: ReadonlySet<NodeJS.Signals> = new Set<NodeJS.Signals>([
  ...(['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGQUIT', 'SIGKILL'] as const),
]);

export class PipesDevice implements PtyDevice {
  /** A pipe is read by its own measure: nobody presses Ctrl-C in front of this output. */
  appetite = READ_BYTES;
  readonly path = '';
  readonly mode = undefined; // it is no terminal
  readonly pid: number;
  readonly exited: Promise<PtyExit>;
  readonly #outputs: Readonly<Record<OutputStream, Socket>>;
  readonly #queue: ChunkQueue;
  #input: number | undefined;
  #running = true;
  #killed = false;

  /** Throws when there are no descriptors, or no process, to be had. */
  constructor(options: PipesOptions) {
    const pipes = openPipes();
    const child = begin(options, pipes);
    this.pid = child.pid!;
    this.#input = pipes[0].write;
    this.#outputs = { 1: reader(pipes[1]), 2: reader(pipes[2]) };
    this.#queue = new ChunkQueue(
      {
        pause: () => this.#each((output) => output.pause()),
        resume: () => this.#each((output) => output.resume()),
      },
      READ_AHEAD_BYTES,
    );
    this.#listen(1);
    this.#listen(2);
    const { promise, resolve } = withResolvers<PtyExit>();
    this.exited = promise;
    child.once('exit', (code, signal) => {
      this.#running = false;
      resolve({ code, signal });
      if (this.#killed) this.#letGo();
      this.#endIfOver();
    });
  }

  read(): Promise<Uint8Array | undefined> {
    return this.#queue.take();
  }

  /** What goes to an input that the program has closed is dropped, and counts as taken. */
  write(bytes: Uint8Array): number {
    if (this.#input === undefined) return bytes.byteLength;
    try {
      return bytes.byteLength === 0 ? 0 : writeSync(this.#input, bytes);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') return 0;
      if (code !== 'EPIPE') throw error;
      this.endInput();
      return bytes.byteLength;
    }
  }

  endInput(): void {
    if (this.#input !== undefined) closeSync(this.#input);
    this.#input = undefined;
  }

  /** Nobody takes what is printed there: who prints on is told so by the system (SIGPIPE). */
  endOutput(stream: OutputStream): void {
    this.#outputs[stream].destroy();
  }

  resize(): void {
    // There is nothing to resize.
  }

  kill(signal: NodeJS.Signals): void {
    if (signal === 'SIGKILL') this.#killed = true;
    // The number of a group that is gone may be another's; the pipes are ours.
    if (this.#running) signalGroup(this.pid, signal);
    else if (ENDING.has(signal)) this.#letGo();
  }

  foreground(): string {
    return '';
  }

  destroy(): void {
    this.endInput();
    this.#letGo();
  }

  #each(act: (output: Socket) => void): void {
    act(this.#outputs[1]);
    act(this.#outputs[2]);
  }

  #listen(stream: OutputStream): void {
    const output = this.#outputs[stream];
    output.on('data', (bytes: Buffer) => this.#queue.push(record(stream, bytes)));
    output.on('error', () => undefined); // `close` follows
    output.on('close', () => this.#endIfOver());
  }

  /** Whoever holds the other ends now may keep them. */
  #letGo(): void {
    this.#each((output) => output.destroy());
  }

  // As with ssh, a child that still holds one of the pipes may print on: the output has no end yet.
  #endIfOver(): void {
    const isOpen = !this.#outputs[1].destroyed || !this.#outputs[2].destroyed;
    if (!this.#running && !isOpen) this.#queue.end();
  }
}

/** A program with pipes, read and written as one in a terminal is. */
export class PipedProgram extends Pty {
  readonly #pipes: PipesDevice;

  /** Starts it. Throws as `PipesDevice`. */
  constructor(options: PipesOptions, clock: Clock) {
    const pipes = new PipesDevice(options);
    super(pipes, clock);
    this.#pipes = pipes;
  }

  /** As `PipesDevice.endOutput`. */
  endOutput(stream: OutputStream): void {
    this.#pipes.endOutput(stream);
  }
}

type Pipes = [input: Pipe, output: Pipe, errors: Pipe];

function openPipes(): Pipes {
  const made: Pipe[] = [];
  try {
    for (const ours of ['write', 'read', 'read'] as const) made.push(makePipe(ours));
    return made as Pipes;
  } catch (error) {
    for (const { read, write } of made) [read, write].forEach((end) => closeSync(end));
    throw error;
  }
}

// The program's ends are closed here when it has them, or its output would never end.
function begin({ file, args, cwd, env, start }: PipesOptions, pipes: Pipes): ChildProcess {
  const [input, output, errors] = pipes;
  const stdio = [input.read, output.write, errors.write];
  try {
    const settings = { ...start, terminal: undefined, outlives: false as const };
    const child = startProgram({ file, args }, { cwd, env, stdio, detached: true }, settings);
    child.on('error', () => undefined); // told by the pid that is missing
    if (child.pid === undefined) throw new Error('no process could be started');
    return child;
  } catch (error) {
    for (const end of [input.write, output.read, errors.read]) closeSync(end);
    throw error;
  } finally {
    for (const end of stdio) closeSync(end);
  }
}

function reader({ read }: Pipe): Socket {
  return new Socket({ fd: read, readable: true, writable: false });
}
