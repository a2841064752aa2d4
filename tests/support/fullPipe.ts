// A pipe that is full before anybody writes to it: whoever does has to hold everything until it is
// read, however much pipes of this system take.
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { temporaryDirectory } from './temporary.ts';

const { O_NONBLOCK, O_RDWR } = constants;

export class FullPipe {
  /** To be opened for writing. */
  readonly path = path.join(temporaryDirectory(), 'full');
  readonly #fd: number;
  readonly #filled: number;

  constructor() {
    execFileSync('mkfifo', [this.path]);
    this.#fd = openSync(this.path, O_RDWR | O_NONBLOCK);
    this.#filled = fill(this.#fd, 4096) + fill(this.#fd, 1);
  }

  /** Reads all of it; resolves, once nobody writes there any more, with what came from others. */
  async read(): Promise<Buffer> {
    const reader = spawn('cat', [this.path], { stdio: ['ignore', 'pipe', 'inherit'] });
    reader.stdout.once('data', () => closeSync(this.#fd));
    const chunks = (await reader.stdout.toArray()) as Buffer[];
    return Buffer.concat(chunks).subarray(this.#filled);
  }
}

/** Until no more goes in; how many bytes went. */
function fill(fd: number, piece: number): number {
  const bytes = Buffer.alloc(piece, 'x');
  for (let filled = 0; ;) {
    try {
      filled += writeSync(fd, bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return filled;
      throw error;
    }
  }
}
