// What a transfer through the terminal has of files: those that come, and those that are given. What a far
// side says of one is hostile: whoever keeps these cleans it.

import { say } from '../../words/said.ts';
import { SaidError } from '../../words/saidError.ts';

export interface ComingFile {
  /** As the far side names it, a path perhaps. */
  name: string;
  /** Bytes; null where it isn't told. */
  size: number | null;
  /** Milliseconds since 1970; null where it isn't told. */
  changedAt: number | null;
  /** Permission bits; null where they aren't told. */
  mode: number | null;
}

/** A file that is being written. All of it is on its way away when the transfer ends without `whole`. */
export interface OpenedFile {
  /** The name that it gets here. */
  readonly name: string;
  /** So many bytes it will have, where that is told only now. */
  sized(bytes: number): void;
  /** The next bytes, which are somebody else's as soon as it resolves. Rejects where they can't be written. */
  write(bytes: Uint8Array): Promise<void>;
  /** All has come: it takes its name. */
  whole(): Promise<void>;
  /** What is there of it goes. Nothing, once it is whole. Never rejects. */
  drop(): Promise<void>;
}

export interface ReceivedFiles {
  /** Null: this one isn't wanted. */
  begin(file: ComingFile): Promise<OpenedFile | null>;
}

export interface GivenFile {
  /** One part of a path. */
  name: string;
  size: number;
  changedAt: number | null;
  mode: number | null;
  /** As many bytes as there are from there on, at most so many. Rejects where they can't be read. */
  read(offset: number, bytes: number): Promise<Uint8Array>;
  /** The far side has all before this offset. */
  taken(offset: number): void;
  /** It has the whole file. */
  whole(): void;
  /** It doesn't want it. */
  skipped(): void;
}

/** Why a transfer ended before its end. */
export type StopReason =
  /** By the person here. */
  | 'cancelled'
  /** By the program on the host. */
  | 'there'
  /** What the host sends is against the protocol. */
  | 'unreadable'
  /** A file here couldn't be read or written; `cause` says why. */
  | 'here'
  /** The shell is over, or its connection. */
  | 'gone';

export class TransferStopped extends Error {
  readonly reason: StopReason;
  /** What the host says of it; '' where it says nothing. Hostile. */
  readonly told: string;

  constructor(reason: StopReason, told = '', cause?: unknown) {
    super(`transfer-${reason}`, { cause });
    this.name = 'TransferStopped';
    this.reason = reason;
    this.told = told;
  }
}

/** A file has fewer bytes than it had. */
export function shrank({ name }: Pick<GivenFile, 'name'>): TransferStopped {
  return new TransferStopped('here', '', new SaidError(say('in-terminal-shrank', { name })));
}

/** A failure of a file here, as such. */
export async function here<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TransferStopped) throw error;
    throw new TransferStopped('here', '', error);
  }
}
