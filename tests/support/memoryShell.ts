// A shell without a process: understands the handful of command lines the contract suite types,
// so that what stands around a shell can be tested without one, and the suite itself is checked
// against something simple.
import { systemClock } from '../../core/time/clock.ts';
import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { byteChannel, type Channel } from '../../core/channel/channel.ts';
import type { Shell, ShellState, TerminalSize } from '../../electron/shell.ts';
import { CreditGate } from '../../electron/shells/creditGate.ts';
import { StateCell, type StateListener } from '../../electron/shells/stateCell.ts';
import { told } from './told.ts';

const CHUNK_BYTES = 16 * 1024;

export class MemoryShell implements Shell {
  readonly output: Channel<Uint8Array> = byteChannel('memory output', 64 * 1024);
  readonly #typed = byteChannel('memory input', 64 * 1024);
  readonly #states = new StateCell();
  readonly #gate = new CreditGate(systemClock);
  #size: TerminalSize = { cols: 80, rows: 24 };
  #line = '';
  #finished: Promise<void> = Promise.resolve();
  /** What its program has printed, in bytes. */
  printed = 0;
  #heldUp = false;

  /** Resolves once its program has ended, or can't print because too little was parsed. */
  async atRest(): Promise<void> {
    do await setImmediate();
    while (!this.#heldUp && !this.output.closed);
  }

  get state(): ShellState {
    return this.#states.current;
  }

  onState(listener: StateListener): () => void {
    return this.#states.subscribe(listener);
  }

  start(size: TerminalSize): void {
    this.#size = size;
    this.#states.set({ state: 'online', message: told('Running in memory.') });
    this.#finished = this.#run();
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#typed.send(bytes);
  }

  protected says(message: string): void {
    this.#states.set({ message: told(message) });
  }

  resize(size: TerminalSize): void {
    this.#size = size;
  }

  parsed(bytes: number): void {
    this.#gate.parsed(bytes);
  }

  foreground(): Promise<string> {
    return Promise.resolve('');
  }

  async close(): Promise<void> {
    this.#gate.break();
    this.output.abort('closed');
    this.#typed.abort('closed');
    await this.#finished;
    this.#end({ exitCode: null, signal: 'SIGHUP' });
  }

  async #run(): Promise<void> {
    for await (const bytes of this.#typed) {
      await this.#print(bytes);
      this.#line += Buffer.from(bytes).toString();
      for (let at = this.#line.indexOf('\r'); at >= 0; at = this.#line.indexOf('\r')) {
        const line = this.#line.slice(0, at);
        this.#line = this.#line.slice(at + 1);
        await this.#obey(line);
      }
    }
  }

  async #obey(line: string): Promise<void> {
    const echo = /^echo \$\(\((\d+)\*(\d+)\)\)$/.exec(line);
    const flood = /^exec head -c (\d+) \/dev\/zero$/.exec(line);
    const exit = /^exit (\d+)$/.exec(line);
    if (echo) await this.#print(Buffer.from(`${Number(echo[1]) * Number(echo[2])}\r\n`));
    else if (line === 'stty size')
      await this.#print(Buffer.from(`${this.#size.rows} ${this.#size.cols}\r\n`));
    else if (flood) await this.#flood(Number(flood[1]));
    else if (exit) this.#end({ exitCode: Number(exit[1]), signal: null });
    else if (line === 'kill -KILL $$') this.#end({ exitCode: null, signal: 'SIGKILL' });
  }

  async #flood(bytes: number): Promise<void> {
    for (let left = bytes; left > 0; left -= CHUNK_BYTES) {
      await this.#print(new Uint8Array(Math.min(CHUNK_BYTES, left)));
    }
    this.#end({ exitCode: 0, signal: null });
  }

  async #print(bytes: Uint8Array): Promise<void> {
    this.#heldUp = true;
    await this.#gate.room();
    this.#heldUp = false;
    if (this.output.closed) return;
    this.printed += bytes.byteLength;
    this.#gate.sent(bytes.byteLength);
    await this.output.send(bytes).catch(() => undefined); // closed while it waited
  }

  #end(how: Pick<ShellState, 'exitCode' | 'signal'>): void {
    this.output.close();
    this.#typed.abort('the shell has ended');
    this.#states.set({
      state: 'closed',
      message: told('The shell has ended.'),
      canReconnect: true,
      ...how,
    });
  }
}

/** The same, as if its program lived on elsewhere. */
export class KeptMemoryShell extends MemoryShell {
  readonly session: string;
  detached = false;
  endTold = false;

  constructor(session: string = randomBytes(16).toString('hex')) {
    super();
    this.session = session;
  }

  override get state(): ShellState {
    return { ...super.state, kept: !this.detached };
  }

  tellEnd(): void {
    this.endTold = true;
  }

  /** As an agent does. */
  announceEnd(): void {
    this.endTold = true;
    this.says('The agent was shut down.');
  }

  async detach(): Promise<void> {
    this.detached = true;
    await this.close();
  }
}
