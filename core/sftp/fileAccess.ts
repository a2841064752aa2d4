// The files of one place, this computer's or a host's, by whatever way they are reached. What uses files
// knows this alone; one suite of tests holds every way to it.
import type { FileError } from './fileError.ts';

/**
 * A path as it is there: absolute, parts parted by `/` (on Windows `C:/…`). Bytes that aren't UTF-8 stand
 * in it as U+DC80–U+DCFF, so that none is lost. It is hostile until cleaned for where it goes to.
 */
export type FilePath = string;

export type FileKind = 'file' | 'folder' | 'link' | 'other';

export interface FileFacts {
  kind: FileKind;
  /** Bytes; null where it isn't told. */
  size: number | null;
  /** Milliseconds since 1970; null where it isn't told. */
  changedAt: number | null;
  readAt: number | null;
  /** The twelve permission bits; null where there are none. */
  mode: number | null;
  uid: number | null;
  gid: number | null;
  /** Names of these, where they are told. */
  owner: string | null;
  group: string | null;
}

export interface FileEntry extends FileFacts {
  /** One part of a path: never empty, `.`, `..`, nor with a `/` or NUL in it. */
  name: string;
}

/** What is to be different; what isn't named stays. */
export interface FileChange {
  size?: number;
  mode?: number;
  uid?: number;
  gid?: number;
  /** Both or none of them, milliseconds since 1970. */
  times?: { readAt: number; changedAt: number };
}

export interface OpenWish {
  /** `change` reads and writes what is there. `make`: it isn't there yet, or `exists`. */
  how: 'read' | 'change' | 'make' | 'replace';
  /** Permission bits of one that is made; 0o666 less the umask where it isn't said. */
  mode?: number;
}

/** A file that is open. Calls may be made many at a time; each holds for itself. */
export interface OpenFile {
  /**
   * Bytes from an offset on: fewer than asked for only at the end of the file, none behind it. They may
   * be put into `into`, which has room for them and is the file's until then. Rejects with `FileError`,
   * as all of these.
   */
  read(offset: number, bytes: number, into?: Uint8Array): Promise<Uint8Array>;
  /** All of it, or it rejects. The bytes are the file's until then. */
  write(offset: number, bytes: Uint8Array): Promise<void>;
  facts(): Promise<FileFacts>;
  change(change: FileChange): Promise<void>;
  /** What was written is on the disk. Rejects with `unsupported` where nobody can say so. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface FileSpace {
  /** Bytes. */
  whole: number;
  /** For this user. */
  free: number;
}

/** What a way can do beyond what all can. */
export interface FileSkills {
  /** A rename puts itself in the place of what is there, in one step. */
  readonly renameOver: boolean;
  readonly sync: boolean;
  readonly copy: boolean;
  readonly space: boolean;
  readonly modes: boolean;
  /** Makes checksums there. */
  readonly sums: boolean;
  /** Bytes that one read or write may have. */
  readonly readBytes: number;
  readonly writeBytes: number;
  /** What is asked of one open file is done in the order in which it was asked. */
  readonly inOrder?: true;
  /** Reads or writes that are worth having under way at once. */
  readonly pipeline: number;
}

/** A small file, all of it. */
export interface SmallFile {
  bytes: Uint8Array;
  /** The nine permission bits; null where there are none. */
  mode: number | null;
  /** Milliseconds since 1970. */
  changedAt: number;
  readAt: number;
}

export interface NewFile extends SmallFile {
  folder: FilePath;
  /** One part of a path, of `MOST_NAME_BYTES` at most. */
  name: string;
}

/** Of names that go with many others, bytes: all ways can have one with a mark beside it. */
export const MOST_NAME_BYTES = 90;

/** Many small files in one go. */
export interface ManyFiles {
  /** What it writes can be put on the disk before it gets its name. */
  readonly syncs?: true;
  /**
   * Whole files, in the order in which they were asked for; null for what isn't a file of that length
   * any more, or can't be had this way. Rejects as all of these; then another way is to be tried.
   */
  read(
    asked: readonly { path: FilePath; size: number }[],
    signal: AbortSignal,
  ): Promise<(SmallFile | null)[]>;
  /**
   * Each is whole when it gets its name, and takes nobody's place. Where it rejects some may be there,
   * and files and folders whose names end with `.bowline-TAG.part`. `sync`: where it `syncs` alone.
   */
  write(files: readonly NewFile[], tag: string, signal: AbortSignal, sync?: boolean): Promise<void>;
}

/** All reject with `FileError`, and with `cancelled` when aborted. Links aren't followed where it isn't said. */
export interface FileAccess {
  readonly skills: FileSkills;
  /** Absent where many small files are as fast one by one. */
  readonly many?: ManyFiles;
  /** Where a person begins. */
  home(): Promise<FilePath>;
  /** With every link and `..` led through; a relative path, and `~`, begins at home. */
  realPath(path: FilePath): Promise<FilePath>;
  /** Entries as they come, each piece once, in no order. */
  list(path: FilePath, signal?: AbortSignal): AsyncIterable<FileEntry[]>;
  /** `follow`: of what a link leads to. */
  facts(path: FilePath, follow?: boolean): Promise<FileFacts>;
  change(path: FilePath, change: FileChange): Promise<void>;
  /** Where a link leads, as it stands in it. */
  linkTarget(path: FilePath): Promise<string>;
  makeLink(path: FilePath, target: string): Promise<void>;
  makeFolder(path: FilePath, mode?: number): Promise<void>;
  /** An empty one; `not-empty` otherwise. */
  removeFolder(path: FilePath): Promise<void>;
  /** A file, a link, or other things that aren't folders. */
  remove(path: FilePath): Promise<void>;
  /** `over`: in the place of what is there, else `exists`. `unsupported` where it can't be one step. */
  rename(from: FilePath, to: FilePath, over?: boolean): Promise<void>;
  open(path: FilePath, wish: OpenWish): Promise<OpenFile>;
  /** A file's bytes, by the far side alone; `to` is not there yet. `unsupported` without the skill. */
  copy(from: FilePath, to: FilePath, signal?: AbortSignal): Promise<void>;
  space(path: FilePath): Promise<FileSpace>;
  /** SHA-256 of the first `bytes` of a file, or all of it, in hex. `unsupported` without the skill. */
  sum(path: FilePath, bytes?: number, signal?: AbortSignal): Promise<string>;
  /** Why it is of no use any more; resolves once. What is under way then rejects with it. */
  readonly lost: Promise<FileError>;
  /** What is open is closed. Resolves when it is. */
  close(): Promise<void>;
}
