// A PTY on Windows (ConPTY), through node-pty's public interface, which has its own thread
// for output and takes input without telling when it was read.
import { withResolvers } from '../task/taskGroup.ts';
import { ChunkQueue } from '../channel/chunkQueue.ts';
import { spawnWindows, type ConPty } from './nodePty.ts';
import type { PtyDevice, PtyExit, PtyOptions, TerminalSize } from './ptyDevice.ts';

const READ_AHEAD_BYTES = 64 * 1024;

export class WindowsPty implements PtyDevice {
  /** ConPTY's own thread reads as it likes. */
  appetite = READ_AHEAD_BYTES;
  readonly path = '';
  readonly mode = undefined; // nobody may look at how a console is set
  readonly exited: Promise<PtyExit>;
  readonly #pty: ConPty;
  readonly #queue: ChunkQueue;
  readonly #file: string;

  constructor(options: PtyOptions) {
    this.#file = options.file;
    this.#pty = spawnWindows(options);
    this.#queue = new ChunkQueue(this.#pty, READ_AHEAD_BYTES);
    const { promise, resolve } = withResolvers<PtyExit>();
    this.exited = promise;
    // With `encoding: null` the data is a Buffer, whatever the declared type says.
    this.#pty.onData((data) => this.#queue.push(data as unknown as Buffer));
    this.#pty.onExit(({ exitCode }) => {
      this.#queue.end();
      resolve({ code: exitCode, signal: null });
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  read(): Promise<Uint8Array | undefined> {
    return this.#queue.take();
  }

  write(bytes: Uint8Array): number {
    this.#pty.write(Buffer.from(bytes));
    return bytes.byteLength;
  }

  resize(size: TerminalSize): void {
    this.#pty.resize(size.cols, size.rows);
  }

  kill(): void {
    this.#pty.kill(); // Windows has no signals: the console is closed
  }

  foreground(): string {
    const name = this.#pty.process;
    return this.#file.endsWith(name) ? '' : name;
  }

  destroy(): void {
    this.#queue.end();
  }
}
