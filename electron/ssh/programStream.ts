// A program's pipes as one stream, in the place of a socket. It holds no more than they do: what
// isn't read stops the program, and what the program doesn't take stops whoever writes.
import { Duplex, type Readable, type Writable } from 'node:stream';

export interface ProgramPipes {
  /** The program's. */
  stdin: Writable;
  stdout: Readable;
  /** Resolves when it is gone, and all that it said was read. */
  ended: Promise<unknown>;
  /** Ends it. */
  close(): Promise<void>;
}

export class ProgramStream extends Duplex {
  readonly #pipes: ProgramPipes;

  /** `head`: what was read of its output before. */
  constructor(pipes: ProgramPipes, head: Uint8Array) {
    super({ allowHalfOpen: true });
    this.#pipes = pipes;
    if (head.byteLength > 0) this.push(head);
    const { stdin, stdout } = pipes;
    stdout.on('data', (bytes: Buffer) => {
      // Given up, it is read on for nobody: a program's end is told once its pipes are empty.
      if (!this.push(bytes) && !this.destroyed) stdout.pause();
    });
    stdout.on('end', () => this.push(null));
    stdin.on('error', (error) => this.destroy(error));
    void pipes.ended.then(() => this.#over());
  }

  /** Whoever waits to write would wait for ever; but what was said before is still to be read. */
  #over(): void {
    this.push(null);
    if (this.readableLength === 0) this.destroy();
    else this.once('end', () => this.destroy());
  }

  override _read(): void {
    this.#pipes.stdout.resume();
  }

  override _write(
    bytes: Uint8Array,
    _encoding: string,
    done: (error?: Error | null) => void,
  ): void {
    this.#pipes.stdin.write(bytes, done);
  }

  override _final(done: () => void): void {
    this.#pipes.stdin.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    void this.#pipes.close().then(() => done(error));
  }
}
