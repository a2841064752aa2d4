// The terminal in which `attach` runs: raw while attached, and always as it was afterwards.
import { outputOf } from '../../core/process/startProgram.ts';
import type { TerminalSize } from '../../core/pty/pty.ts';

/** Where there is no terminal, a program gets what terminals have always had. */
const DEFAULT_SIZE: TerminalSize = { cols: 80, rows: 24 };

export class LocalTerminal {
  readonly interactive: boolean = process.stdin.isTTY === true;
  #restore: (() => void) | undefined;

  get size(): TerminalSize {
    const { columns, rows } = process.stdout;
    return columns && rows ? { cols: columns, rows } : DEFAULT_SIZE;
  }

  onResize(listener: () => void): void {
    process.stdout.on('resize', listener);
  }

  /** Bytes go through as they are, Ctrl-C included. Undone at the latest when the process exits. */
  raw(): void {
    if (!this.interactive || this.#restore) return;
    const undo = makeRaw();
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
    const end = this.#restore ? '\r\n' : '\n';
    process.stderr.write(`${end}[${text}]${end}`);
  }
}

// Node's own raw mode goes on turning a line feed into two bytes, which breaks full-screen
// programs that move down by one. stty can do better, where there is one.
function makeRaw(): () => void {
  try {
    const before = stty('-g').trim();
    stty('raw', '-echo', '-iexten');
    return () => void stty(before);
  } catch {
    process.stdin.setRawMode(true);
    return () => void process.stdin.setRawMode(false);
  }
}

function stty(...args: string[]): string {
  return outputOf({ file: 'stty', args }, ['inherit', 'pipe', 'ignore']);
}
