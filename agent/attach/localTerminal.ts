// The terminal in which `attach` runs: raw while attached, and always as it was afterwards.
import { openSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { interject } from '../cli/output.ts';
import { outputOf } from '../../core/process/startProgram.ts';
import type { TerminalSize } from '../../core/pty/pty.ts';

/** Where there is no terminal, a program gets what terminals have always had. */
const DEFAULT_SIZE: TerminalSize = { cols: 80, rows: 24 };

export class LocalTerminal {
  /** Where what is typed, or piped in, comes from. */
  readonly input: AsyncIterable<Buffer> & { destroy(): void };
  readonly interactive: boolean;
  /** The terminal's own descriptor. */
  readonly #file: number;
  #restore: (() => void) | undefined;

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

  onResize(listener: () => void): void {
    process.stdout.on('resize', listener);
  }

  /** A key that nobody waits for would keep the process. */
  close(): void {
    this.input.destroy();
  }

  /** Bytes go through as they are, Ctrl-C included. Undone at the latest when the process exits. */
  raw(): void {
    if (!this.interactive || this.#restore) return;
    const undo = makeRaw(this.#file);
    this.#restore = () => {
      process.off('exit', this.#restore!);
      this.#restore = undefined;
      undo();
    };
    process.once('exit', this.#restore);
  }

  /** Back to lines and echo. */
  cooked(): void {
    this.#restore?.();
  }

  /** A line of our own, on stderr, whatever mode the terminal is in. */
  note(text: string): void {
    interject(text, this.#restore ? '\r\n' : '\n');
  }

  /** A shell's output, which is the program's to word. Resolves when stdout has taken it. */
  show(output: Uint8Array): Promise<void> {
    // eslint-disable-next-line no-restricted-syntax -- the one place
    return new Promise((resolve) => process.stdout.write(output, () => resolve()));
  }
}

// Node's own raw mode goes on turning a line feed into two bytes, which breaks full-screen
// programs that move down by one. stty can do better, where there is one.
function makeRaw(file: number): () => void {
  try {
    const before = stty(file, '-g').trim();
    stty(file, 'raw', '-echo', '-iexten');
    return () => void stty(file, before);
  } catch {
    process.stdin.setRawMode(true);
    return () => void process.stdin.setRawMode(false);
  }
}

function stty(file: number, ...args: string[]): string {
  return outputOf({ file: 'stty', args }, [file, 'pipe', 'ignore']);
}

function controllingTerminal(): { file: number; input: ReadStream } | undefined {
  if (process.stdout.isTTY !== true || process.platform === 'win32') return undefined;
  try {
    const file = openSync('/dev/tty', 'r+');
    return { file, input: new ReadStream(file) };
  } catch {
    return undefined; // nobody sits at one
  }
}
