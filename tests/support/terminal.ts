// A person at a real terminal: a program on a PTY, read and typed into.
import { openPty, type Pty, type PtyExit } from '../../core/pty/pty.ts';

export interface TerminalOptions {
  cols?: number;
  rows?: number;
  env?: Record<string, string>;
}

export class TestTerminal {
  readonly pty: Pty;
  readonly exited: Promise<PtyExit>;
  /** Everything printed so far. */
  text = '';
  readonly #looks = new Set<() => void>();
  #over = false;

  constructor(file: string, args: readonly string[], options: TerminalOptions = {}) {
    const { cols = 80, rows = 24, env = {} } = options;
    const all = { ...process.env, TERM: 'xterm-256color', ...env } as Record<string, string>;
    this.pty = openPty({ file, args, env: all, cwd: '/', size: { cols, rows } });
    this.exited = this.#read().then(() => this.pty.exited);
  }

  type(text: string): void {
    void this.pty.input.send(Buffer.from(text));
  }

  /** Resolves when what was printed from `from` on matches; rejects when the program ends before. */
  sees(pattern: RegExp, from = 0): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const printed = this.text.slice(from);
        const found = pattern.test(printed);
        if (!found && !this.#over) return;
        this.#looks.delete(look);
        if (found) resolve(printed);
        else reject(new Error(`${pattern} not in ${JSON.stringify(printed)}`));
      };
      this.#looks.add(look);
      look();
    });
  }

  /** Called with each piece, before whoever waits looks at the text. */
  protected printed(_bytes: Uint8Array): void {
    // For those that keep a screen.
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    for await (const bytes of this.pty.output) {
      this.text += decoder.decode(bytes, { stream: true });
      this.printed(bytes);
      this.#look();
    }
    this.#over = true;
    this.#look();
  }

  #look(): void {
    for (const look of [...this.#looks]) look();
  }
}
