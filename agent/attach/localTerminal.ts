// The terminal in which `attach` runs: raw while attached, and always as it was afterwards, its
// modes included, whatever the program did to it and however this one ends.
import { openSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { SYSTEM } from '../../core/system.ts';
import { interject } from '../cli/output.ts';
import { outputOf, statusOf } from '../../core/process/startProgram.ts';
import type { TerminalSize } from '../../core/pty/pty.ts';
import { TerminalChanges } from './terminalChanges.ts';

/** Where there is no terminal, or it doesn't know its size, a program gets what there always was. */
const DEFAULT_SIZE: TerminalSize = { cols: 80, rows: 24 };

/** Names of what prints lines and nothing else, also where nobody can be asked. */
const PLAIN_PRINTERS = /^(?:|dumb|unknown|network|dialup|ethernet|lpr|printer|glasstty|tty\d+)$/;
/** What tput says of a terminal that it knows, and that can't do that. */
const CANT = 1;

export class LocalTerminal {
  /** Where what is typed, or piped in, comes from. */
  readonly input: AsyncIterable<Buffer> & { destroy(): void };
  readonly interactive: boolean;
  /** The program's output is shown by a terminal whose cursor can be moved. */
  readonly isAddressable: boolean = process.stdout.isTTY === true && canMoveCursor();
  /** The terminal's own descriptor. */
  readonly #file: number;
  readonly #changes = new TerminalChanges();
  #settings: string | undefined;
  #isTaken = false;

  /**
   * `stdinIsSpent`: the link came by stdin. A person then still types in the terminal; where there
   * is none, or nobody looks at the output, the rest of stdin is the shell's.
   */
  constructor(stdinIsSpent = false) {
    const terminal = stdinIsSpent && !process.stdin.isTTY ? controllingTerminal() : undefined;
    this.#file = terminal?.file ?? 0;
    this.input = terminal?.input ?? process.stdin;
    this.interactive = terminal !== undefined || process.stdin.isTTY === true;
  }

  get size(): TerminalSize {
    const { columns, rows } = process.stdout;
    return columns && rows ? { cols: columns, rows } : DEFAULT_SIZE;
  }

  /** A line of our own may be drawn now: nothing of the program's stands in the way. */
  get hasPlace(): boolean {
    const isFree = this.#changes.isWhole && !this.#changes.isTaken;
    return this.isAddressable && isFree && !this.#changes.wraps(this.size.cols);
  }

  onResize(listener: () => void): void {
    process.stdout.on('resize', listener);
  }

  /** What is shown gets nowhere any more: whoever read it has gone, or a disk is full. */
  onLost(listener: (error: Error) => void): void {
    process.stdout.once('error', listener);
  }

  /** This process was stopped, and goes on: whoever had the terminal meanwhile has set it as they like. */
  onContinued(listener: () => void): void {
    process.on('SIGCONT', () => {
      if (!this.#isTaken) return;
      if (this.#settings !== undefined) setRaw(this.#file);
      listener();
    });
  }

  /** A key that nobody waits for would keep the process. */
  close(): void {
    this.input.destroy();
  }

  /**
   * From here on bytes go through as they are, Ctrl-C included. Undone at the latest when the
   * process exits, and before a mistake of ours is told.
   */
  take(): void {
    if (this.#isTaken) return;
    this.#isTaken = true;
    process.once('exit', this.giveBack);
    process.prependListener('uncaughtException', this.giveBack);
    process.prependListener('unhandledRejection', this.giveBack);
    if (this.interactive) this.#settings = makeRaw(this.#file);
    if (this.isAddressable) this.write(TerminalChanges.remember());
  }

  /** Back to lines and echo, and to all the modes of before. */
  readonly giveBack = (): void => {
    if (!this.#isTaken) return;
    this.#isTaken = false;
    for (const event of ['exit', 'uncaughtException', 'unhandledRejection']) {
      process.off(event, this.giveBack);
    }
    if (this.isAddressable) this.write(this.#changes.undo(this.size));
    if (this.#settings !== undefined) restore(this.#file, this.#settings);
  };

  /** A line of our own, on stderr, whatever mode the terminal is in. */
  note(text: string): void {
    interject(text, this.#isTaken && this.interactive ? '\r\n' : '\n');
  }

  /** What draws something of ours, between two pieces of the program's output. */
  write(sequences: string): void {
    void this.#put(sequences);
  }

  /** A shell's output, which is the program's to word. Resolves when stdout has taken it. */
  show(output: Uint8Array): Promise<void> {
    if (this.isAddressable) this.#changes.push(output);
    return this.#put(output);
  }

  #put(bytes: string | Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      // eslint-disable-next-line no-restricted-syntax -- a terminal is drawn on, with what output.ts takes out
      process.stdout.write(bytes, () => resolve());
    });
  }
}

/** How Node puts it where there is no stty. */
const BY_NODE = '';

// Node's own raw mode goes on turning a line feed into two bytes, which breaks full-screen
// programs that move down by one. stty can do better, where there is one.
function makeRaw(file: number): string {
  try {
    const before = stty(file, '-g').trim();
    setRaw(file);
    return before;
  } catch {
    process.stdin.setRawMode(true);
    return BY_NODE;
  }
}

function setRaw(file: number): void {
  try {
    stty(file, 'raw', '-echo', '-iexten');
  } catch {
    process.stdin.setRawMode(true);
  }
}

function restore(file: number, settings: string): void {
  try {
    if (settings === BY_NODE) process.stdin.setRawMode(false);
    else stty(file, settings);
  } catch {
    // The terminal is gone.
  }
}

function stty(file: number, ...args: string[]): string {
  return outputOf({ file: 'stty', args }, [file, 'pipe', 'ignore']);
}

function canMoveCursor(): boolean {
  const { TERM: name = '' } = process.env;
  if (PLAIN_PRINTERS.test(name)) return false;
  return statusOf({ file: 'tput', args: ['-T', name, 'cup', '0', '0'] }) !== CANT;
}

function controllingTerminal(): { file: number; input: ReadStream } | undefined {
  if (process.stdout.isTTY !== true || SYSTEM === 'win32') return undefined;
  try {
    const file = openSync('/dev/tty', 'r+');
    return { file, input: new ReadStream(file) };
  } catch {
    return undefined; // nobody sits at one
  }
}
