// One request for files, decoded: what it touches, and how it is done.
import { posix } from 'node:path';
import type { LocalFiles } from '../../core/sftp/localFiles.ts';
import type { LentBuffers } from './lentBuffers.ts';
import type { OpenThings } from './openThings.ts';
import type { PacketReader } from '../../core/sftp/packetReader.ts';
import type { Reply } from './replies.ts';
import type { Touch } from './requestOrder.ts';

export interface FileTask {
  touch: Touch;
  /** It changes something on the disk. */
  writes: boolean;
  /** Bytes that its answer may have beyond a little. */
  answers?: number;
  /** Rejects with `FileError`. */
  run: () => Promise<Reply>;
}

/** What requests are done with. */
export interface FileDesk {
  files: LocalFiles;
  opened: OpenThings;
  /** What is read goes into these. */
  lent: LentBuffers;
  /** Where relative paths begin. */
  home: string;
  /** The client has gone. */
  signal: AbortSignal;
}

/** Reads the rest of a packet. Throws `BadPacket` or `FileError`. */
export type Decode = (packet: PacketReader, desk: FileDesk) => FileTask;

/** A task about what has a name. */
export function atPaths(paths: readonly string[], run: () => Promise<Reply>): FileTask {
  return { touch: { paths: paths.map(plain), changes: false }, writes: false, run };
}

/** The same, of which something is other than before. */
export function changing(paths: readonly string[], run: () => Promise<Reply>): FileTask {
  return { touch: { paths: paths.map(plain), changes: true }, writes: true, run };
}

/** From home on. A path of nothing stays that, and so is the path of nothing. */
export function absolute(path: string, { home }: FileDesk): string {
  if (path === '' || /^(\/|[A-Za-z]:\/)/.test(path)) return path;
  return path === '.' ? home : `${home}/${path}`;
}

/** One spelling, to be compared. */
function plain(path: string): string {
  return posix.normalize(path).replace(/(.)\/$/, '$1');
}
