// Drives a shell as the window would: types, reads, acknowledges, and waits for what it wants
// to see, never for time.
import type { Shell, ShellMark, ShellState } from '../../electron/shell.ts';

export class ShellDriver {
  readonly shell: Shell;
  /** Every state it went through, the first one included. */
  readonly states: ShellState[];
  /** Whether the output was complete when the last state came. */
  outputEndedFirst = false;
  text = '';
  /** What stood between stretches of output. */
  readonly marks: ShellMark[] = [];
  bytes = 0;
  /** Bytes of the kind that floods are made of: zeros, of which no shell prints any of its own. */
  filling = 0;
  /** Acknowledges output as it comes; false plays a window that has stopped parsing. */
  parses = true;
  readonly #filler: number;
  #unparsed = 0;
  #outputEnded = false;
  #changed: () => void = () => undefined;
  readonly #unwatched: Promise<void>;

  constructor(shell: Shell, filler = 0) {
    this.shell = shell;
    this.#filler = filler;
    this.states = [shell.state];
    shell.onState((state) => {
      this.states.push(state);
      if (this.over) this.outputEndedFirst = shell.output.closed;
      this.#changed();
    });
    this.#unwatched = this.#read();
  }

  get over(): boolean {
    return ['closed', 'failed'].includes(this.shell.state.state);
  }

  start(cols = 80, rows = 24): this {
    this.shell.start({ cols, rows });
    return this;
  }

  async type(text: string): Promise<void> {
    await this.shell.write(Buffer.from(text));
  }

  /** Waits until the output matches; answers with the match. */
  async sees(pattern: RegExp): Promise<RegExpMatchArray> {
    await this.until(() => pattern.test(this.text), `to see ${pattern}`);
    return pattern.exec(this.text)!;
  }

  async reaches(state: ShellState['state']): Promise<ShellState> {
    await this.until(() => this.shell.state.state === state, `state ${state}`);
    return this.shell.state;
  }

  /** The state it ended in, once all output was read. */
  async ended(): Promise<ShellState> {
    await this.until(() => this.over, 'the end');
    await this.#unwatched;
    return this.shell.state;
  }

  /** Acknowledges all that came, and what comes from now on. */
  parsesAll(): void {
    this.parses = true;
    const bytes = this.#unparsed;
    this.#unparsed = 0;
    this.shell.parsed(bytes);
  }

  /** Fails when the shell ends before that; the test's own time limit bounds the wait. */
  async until(done: () => boolean, what: string): Promise<void> {
    while (!done()) {
      if (this.over && this.#outputEnded) {
        throw new Error(`ended before ${what}: ${JSON.stringify(this.shell.state)}\n${this.text}`);
      }
      await new Promise<void>((resolve) => (this.#changed = resolve));
    }
  }

  async #read(): Promise<void> {
    for await (const bytes of this.shell.output) {
      if (!(bytes instanceof Uint8Array)) {
        this.marks.push(bytes);
        continue;
      }
      this.bytes += bytes.byteLength;
      this.filling += countBytes(bytes, this.#filler);
      this.text = (this.text + Buffer.from(bytes).toString('latin1')).slice(-20_000);
      this.#unparsed += bytes.byteLength;
      if (this.parses) this.parsesAll();
      this.#changed();
    }
    this.#outputEnded = true;
    this.#changed();
  }
}

export function countBytes(bytes: Uint8Array, wanted: number): number {
  return bytes.reduce((count, byte) => count + (byte === wanted ? 1 : 0), 0);
}
