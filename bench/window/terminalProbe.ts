// Watches one terminal of the app from inside its window, where times are exact: a question to
// the window from outside takes longer than much of what is measured. Runs in the window (see
// stage/window.ts), so it must get along without anything of this module.
import type { Terminal } from '@xterm/xterm';

/** `ESC ] 7777 ; NAME BEL`: invisible, and told at the moment it is parsed. */
export const MARK_CODE = 7777;

export class TerminalProbe {
  readonly terminal: Terminal;
  /** Bytes of output parsed so far. */
  parsed = 0;
  /** When the last key went down, by the system's own stamp. */
  keyAt = 0;
  /** From each key to the moment its echo was parsed, milliseconds. */
  readonly echoes: number[] = [];
  readonly #marks = new Map<string, number[]>();
  readonly #looks = new Set<() => void>();
  #column = 0;
  #awaitsEcho = false;

  constructor(terminal: Terminal, markCode: number) {
    this.terminal = terminal;
    terminal.parser.registerOscHandler(markCode, (name) => {
      this.#marked(name);
      return true;
    });
    const write = terminal.write.bind(terminal);
    terminal.write = (data, done) =>
      write(data, () => {
        this.parsed += data.length;
        done?.();
        this.#look();
      });
    terminal.onWriteParsed(() => this.#echoed());
    terminal.textarea!.addEventListener('keydown', (event) => this.#key(event), true);
  }

  /** How often a mark was parsed so far. */
  count(name: string): number {
    return this.#marks.get(name)?.length ?? 0;
  }

  /** When it was parsed for the n-th time, counted from 0; waits for that. */
  async mark(name: string, n: number): Promise<number> {
    await this.#until(() => this.count(name) > n);
    return this.#marks.get(name)![n]!;
  }

  /** Resolves once so many bytes were parsed. */
  parsedTo(bytes: number): Promise<void> {
    return this.#until(() => this.parsed >= bytes);
  }

  /** Resolves once there are so many echoes. */
  echoed(count: number): Promise<void> {
    return this.#until(() => this.echoes.length >= count);
  }

  /** The last of the lines that hold a number and nothing else. */
  lastNumber(): number {
    const { active } = this.terminal.buffer;
    for (let row = active.baseY + active.cursorY; row >= 0; row--) {
      const text = active.getLine(row)!.translateToString(true);
      if (/^\d+$/.test(text)) return Number(text);
    }
    throw new Error('No line holds a number.');
  }

  #key(event: KeyboardEvent): void {
    this.keyAt = event.timeStamp;
    this.#awaitsEcho = event.key.length === 1;
    this.#column = this.terminal.buffer.active.cursorX;
  }

  // One key at a time, in a shell that prints nothing else: what moves the cursor is its echo.
  #echoed(): void {
    if (!this.#awaitsEcho || this.terminal.buffer.active.cursorX === this.#column) return;
    this.#awaitsEcho = false;
    this.echoes.push(performance.now() - this.keyAt);
    this.#look();
  }

  #marked(name: string): void {
    const times = this.#marks.get(name) ?? [];
    times.push(performance.now());
    this.#marks.set(name, times);
    this.#look();
  }

  #until(reached: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!reached()) return;
        this.#looks.delete(look);
        resolve();
      };
      this.#looks.add(look);
      look();
    });
  }

  #look(): void {
    for (const look of [...this.#looks]) look();
  }
}
