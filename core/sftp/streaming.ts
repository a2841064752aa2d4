// Files read or written from one end to the other, with many requests under way: so the time to the
// other side and back counts once, and not for each piece.
import type { Buffers } from './buffers.ts';
import type { FileSkills, OpenFile } from './fileAccess.ts';
import { stopIfAborted } from './fileProblems.ts';

export interface FilePiece {
  offset: number;
  bytes: Uint8Array;
}

export interface ReadAheadOptions {
  /** The first byte. */
  from: number;
  /** The byte behind the last; Infinity for all there is. */
  to: number;
  /** Of each read. */
  bytes: number;
  /** Reads under way at once; so many pieces are held at most. */
  pipeline: number;
  /** Pieces are read into these, each of `bytes`; whoever is done with one gives it back. */
  buffers?: Buffers;
  signal?: AbortSignal | undefined;
}

/** Pieces that both sides can take, and how many of them are under way on each. */
export function pieceBetween(
  source: FileSkills,
  target: FileSkills,
): { bytes: number; reads: number; writes: number } {
  const bytes = Math.min(source.readBytes, target.writeBytes);
  return { bytes, reads: source.pipeline, writes: target.pipeline };
}

/**
 * Pieces in order, up to the file's end, which may come before `to`. Rejects with `FileError`. What is
 * under way when it is left is awaited by nobody.
 */
export async function* readAhead(
  file: OpenFile,
  { from, to, bytes, pipeline, buffers, signal }: ReadAheadOptions,
): AsyncGenerator<FilePiece> {
  const asked: { offset: number; wanted: number; piece: Promise<Uint8Array> }[] = [];
  let next = from;
  const ask = (): void => {
    const wanted = Math.min(bytes, to - next);
    const piece = buffers ? readInto(file, next, wanted, buffers) : file.read(next, wanted);
    piece.catch(() => undefined); // told in its turn
    asked.push({ offset: next, wanted, piece });
    next += wanted;
  };
  for (;;) {
    stopIfAborted(signal);
    while (asked.length < pipeline && next < to) ask();
    const first = asked.shift();
    if (!first) return;
    const piece = await first.piece;
    if (piece.byteLength > 0) yield { offset: first.offset, bytes: piece };
    if (piece.byteLength < first.wanted) return;
  }
}

async function readInto(
  file: OpenFile,
  offset: number,
  wanted: number,
  buffers: Buffers,
): Promise<Uint8Array> {
  const into = buffers.take();
  const piece = await file.read(offset, wanted, into);
  if (piece.buffer !== into.buffer) buffers.give(into);
  return piece;
}

export interface WriteBehindOptions {
  from: number;
  /** Of each write. */
  bytes: number;
  /** Writes under way at once. */
  pipeline: number;
  /** All bytes before this offset are written. */
  onWritten?: (offset: number) => void;
  /** Once for each write that was done: of no use to it any more. */
  onDone?: (bytes: Uint8Array) => void;
}

export class WriteBehind {
  readonly #file: OpenFile;
  readonly #options: WriteBehindOptions;
  /** In order; a write that is done waits here for those before it. */
  readonly #underway: { end: number; done: boolean }[] = [];
  #next: number;
  #written: number;
  #failure: unknown;
  #wake: () => void = () => undefined;

  constructor(file: OpenFile, options: WriteBehindOptions) {
    this.#file = file;
    this.#options = options;
    this.#next = this.#written = options.from;
  }

  /** All bytes before this offset are written. */
  get written(): number {
    return this.#written;
  }

  /** Resolves once more is wanted; rejects with the first `FileError` of any write. */
  async write(bytes: Uint8Array): Promise<void> {
    const { bytes: most, pipeline } = this.#options;
    for (let at = 0; at < bytes.byteLength; at += most) {
      await this.#until(() => this.#underway.length < pipeline);
      this.#send(bytes.subarray(at, at + most));
    }
  }

  /** Resolves once all is written; rejects as `write` does. */
  finish(): Promise<void> {
    return this.#until(() => this.#underway.length === 0);
  }

  /** Resolves once nothing is under way any more, whatever became of it. */
  async settled(): Promise<void> {
    while (this.#underway.some(({ done }) => !done)) await this.#change();
  }

  #send(bytes: Uint8Array): void {
    const offset = this.#next;
    const write = { end: offset + bytes.byteLength, done: false };
    this.#next = write.end;
    this.#underway.push(write);
    const settle = (error?: unknown): void => {
      write.done = true;
      if (error === undefined) this.#options.onDone?.(bytes);
      this.#failure ??= error;
      if (this.#failure === undefined) this.#advance();
      this.#wake();
    };
    this.#file.write(offset, bytes).then(() => settle(), settle);
  }

  #advance(): void {
    const before = this.#written;
    while (this.#underway[0]?.done) this.#written = this.#underway.shift()!.end;
    if (this.#written > before) this.#options.onWritten?.(this.#written);
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (this.#failure === undefined && !isSo()) await this.#change();
    if (this.#failure !== undefined) throw this.#failure as Error;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      const before = this.#wake;
      this.#wake = () => {
        this.#wake = () => undefined;
        before();
        resolve();
      };
    });
  }
}
