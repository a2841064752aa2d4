// The terminal in which `attach` runs: raw while attached, and always as it was afterwards.
import type { TerminalSize } from '../../core/pty/pty.ts';

/** Where there is no terminal, a program gets what terminals have always had. */
const DEFAULT_SIZE: TerminalSize = { cols: 80, rows: 24 };

export class LocalTerminal {
  readonly interactive: boolean = process.stdin.isTTY === true;
  #raw = false;
  readonly #restore = (): void => this.cooked();

  get size(): TerminalSize {
    const { columns, rows } = process.stdout;
    return columns && rows ? { cols: columns, rows } : DEFAULT_SIZE;
  }

  onResize(listener: () => void): void {
    process.stdout.on('resize', listener);
  }

  /** Keys come as they are typed, Ctrl-C included. Undone at the latest when the process exits. */
  raw(): void {
    if (!this.interactive || this.#raw) return;
    process.stdin.setRawMode(true);
    process.once('exit', this.#restore);
    this.#raw = true;
  }

  /** Back to lines and echo. */
  cooked(): void {
    if (!this.#raw) return;
    this.#raw = false;
    process.off('exit', this.#restore);
    process.stdin.setRawMode(false);
  }

  /** A line of our own, on stderr, whatever mode the terminal is in. */
  note(text: string): void {
    const end = this.#raw ? '\r\n' : '\n';
    process.stderr.write(`${end}[${text}]${end}`);
  }
}
