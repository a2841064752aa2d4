// A shell that is in whatever state a test says, and keeps what it was asked: for what stands
// above shells and follows their states.
import { byteChannel, type Channel } from '../../core/channel/channel.ts';
import type { Shell, ShellState, TerminalSize } from '../../electron/shell.ts';
import { StateCell, type StateListener } from '../../electron/shells/stateCell.ts';

export class ScriptedShell implements Shell {
  readonly output: Channel<Uint8Array> = byteChannel('scripted output', 64 * 1024);
  readonly #states = new StateCell();
  readonly sizes: TerminalSize[] = [];
  typed = '';
  /** It was asked to close; when it has closed is up to `mayClose`. */
  closed = false;
  mayClose: Promise<void> = Promise.resolve();

  get state(): ShellState {
    return this.#states.current;
  }

  onState(listener: StateListener): () => void {
    return this.#states.subscribe(listener);
  }

  /** Its state is this from now on. */
  becomes(state: ShellState['state'], more: Partial<ShellState> = {}): void {
    if (state === 'closed' || state === 'failed') this.output.close();
    this.#states.set({ state, ...more });
  }

  async prints(text: string): Promise<void> {
    await this.output.send(Buffer.from(text));
  }

  start(size: TerminalSize): void {
    this.sizes.push(size);
  }

  resize(size: TerminalSize): void {
    this.sizes.push(size);
  }

  write(bytes: Uint8Array): Promise<void> {
    this.typed += Buffer.from(bytes).toString();
    return Promise.resolve();
  }

  parsed(): void {
    // What it prints fits.
  }

  foreground(): Promise<string> {
    return Promise.resolve('vim');
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.mayClose;
    this.output.abort('closed');
    this.#states.set({ state: 'closed' });
  }
}
