// Bytes of one open file into another, many pieces under way at once. What is acknowledged from the
// beginning on is told, as that alone is there for sure.
import type { Hash } from 'node:crypto';
import type { OpenFile } from '../../core/sftp/fileAccess.ts';
import { Buffers } from '../../core/sftp/buffers.ts';
import { cancelled } from '../../core/sftp/fileProblems.ts';
import { readAhead, WriteBehind } from '../../core/sftp/streaming.ts';
import type { Bandwidth } from './bandwidth.ts';

export interface PumpOptions {
  source: OpenFile;
  target: OpenFile;
  /** Bytes before it are there. */
  from: number;
  /** Of the whole file. */
  size: number;
  /** Bytes that are read and written at once. */
  piece: number;
  /** Pieces under way. */
  reads: number;
  writes: number;
  bandwidth: Bandwidth;
  /** Is given all bytes, in their order. */
  hash: Hash | null;
  /** Everything before this offset is written. */
  onWritten: (offset: number) => void;
  signal: AbortSignal;
}

/** The file ended before what it was said to have. */
export class EndedEarly extends Error {}

/** Rejects with `EndedEarly`, `cancelled`, or what reading or writing fails with. */
export async function pump(options: PumpOptions): Promise<void> {
  await orAborted(carry(options), options.signal);
}

/** At once, also where nobody answers any more. */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(cancelled());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    work.catch(() => undefined); // nobody waits for it any more
    signal.removeEventListener('abort', stop);
  }
}

/** One that opens too late is closed by nobody else. */
export async function openedInTime(
  opening: Promise<OpenFile>,
  signal: AbortSignal,
): Promise<OpenFile> {
  try {
    return await orAborted(opening, signal);
  } catch (error) {
    opening.then((file) => file.close()).catch(() => undefined);
    throw error;
  }
}

async function carry(options: PumpOptions): Promise<void> {
  const { source, target, from, size, piece, bandwidth, hash, signal } = options;
  const onWritten = (offset: number): void => {
    if (!signal.aborted) options.onWritten(offset);
  };
  const buffers = new Buffers(piece);
  const writer = new WriteBehind(target, {
    from,
    bytes: piece,
    pipeline: options.writes,
    onWritten,
    onDone: (bytes) => buffers.give(bytes), // no write is of less than a piece that was read
  });
  let end = from;
  const ahead = { from, to: size, bytes: piece, pipeline: options.reads, buffers, signal };
  for await (const { bytes } of readAhead(source, ahead)) {
    await bandwidth.take(bytes.byteLength, signal);
    hash?.update(bytes);
    await writer.write(bytes);
    end += bytes.byteLength;
  }
  await writer.finish();
  if (end < size) throw new EndedEarly();
}
