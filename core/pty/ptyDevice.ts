// What the reader and the writer of a PTY need from it. One implementation for POSIX, one
// for Windows; nobody else sees node-pty.
import type { TerminalMode } from '../native/terminalMode.ts';
import type { LaunchSettings } from '../process/launch.ts';

/** Columns and rows of a terminal, both 1–65535. */
export interface TerminalSize {
  cols: number;
  rows: number;
}

export interface PtyExit {
  /** Exit code; null when a signal ended the program. */
  code: number | null;
  /** `SIGKILL`; null when the program exited by itself. */
  signal: string | null;
}

export interface PtyOptions {
  /** Program: an absolute path, or a name looked up in PATH. */
  file: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  cwd: string;
  size: TerminalSize;
  /** What it begins with besides. */
  start?: LaunchSettings;
}

export interface PtyDevice {
  readonly pid: number;
  /** Path of the terminal's own end, `/dev/pts/4`; '' on Windows. */
  readonly path: string;
  /** Resolves when the program has ended; output may still be waiting then. */
  readonly exited: Promise<PtyExit>;
  /**
   * Everything printed since the last call, waiting while there is nothing; undefined after
   * the last byte. Not reading stops the program once the kernel's buffer is full.
   */
  read(): Promise<Uint8Array | undefined>;
  /** Nobody looks at what `read` gave any more. Who says so once, does so of each. */
  done?(piece: Uint8Array): void;
  /** How much to read at once, bytes; a hint, and what is read ahead is about as much again. */
  appetite: number;
  /** Types bytes without waiting; how many were taken, 0 when the program isn't reading. */
  write(bytes: Uint8Array): number;
  /** No more is typed: of a terminal, whose user types a character for that, never asked. */
  endInput?(): void;
  resize(size: TerminalSize): void;
  /**
   * How the terminal is set now; once the program has exited, how it left it. Undefined where that
   * can't be told at once.
   */
  readonly mode: TerminalMode | undefined;
  /** Signals the program and whatever runs in its foreground. */
  kill(signal: NodeJS.Signals): void;
  /** Name of the foreground program where that isn't the first program itself; else ''. */
  foreground(): string;
  /** Releases the descriptor. What was not read is lost: call it last. */
  destroy(): void;
}
