// A PTY on Windows (ConPTY), through node-pty's public interface. What that leaves to its callers,
// as its sources tell (1.1.0, `windowsTerminal.js` and `windowsPtyAgent.js`), is met here: output
// comes as text; a console may be closed once only; a size for one that is gone throws; orders
// given before its first output are kept, and throw later from within; an end is told when the
// console closes, which a program in the background puts off for good. And once its own program has
// ended, closing does no more than to hang up: node-pty has forgotten its console by then.
import { withResolvers } from '../task/taskGroup.ts';
import { ChunkQueue } from '../channel/chunkQueue.ts';
import type { Clock } from '../time/clock.ts';
import { inner, type ConPtyInner } from './conPty.ts';
import { LastOutput } from './lastOutput.ts';
import type { ConPty } from './nodePty.ts';
import type { PtyDevice, PtyExit, PtyOptions, TerminalSize } from './ptyDevice.ts';

const READ_AHEAD_BYTES = 64 * 1024;
/** Input that the console hasn't taken; beyond it the writer waits, as a full POSIX PTY makes it. */
const INPUT_BYTES = 64 * 1024;
/** The console's own process draws what was printed now and then; node-pty waits as long. */
const QUIET_MS = 1_000;

/** What it is made with: node-pty and the system, or stand-ins for them. */
export interface WindowsTools {
  /** Throws where the program can't be found, or no console can be had. */
  spawn: (options: PtyOptions) => ConPty;
  /** Ends a program and all that it has started; resolves when that was tried. Never rejects. */
  endTree: (pid: number) => Promise<void>;
}

export class WindowsPty implements PtyDevice {
  /** ConPTY's own thread reads as it likes. */
  appetite = READ_AHEAD_BYTES;
  readonly path = '';
  readonly mode = undefined; // nobody may look at how a console is set
  readonly exited: Promise<PtyExit>;
  readonly #tools: WindowsTools;
  readonly #pty: ConPty;
  readonly #inner: ConPtyInner;
  readonly #queue: ChunkQueue;
  readonly #last: LastOutput;
  readonly #exit = withResolvers<PtyExit>();
  /** Since its first output; before, node-pty puts off all that it is told. */
  #ready = false;
  #size: TerminalSize | undefined;
  #running = true;
  #open = true;
  #hungUp = false;
  #ending = false;
  #consoleClosed = false;

  constructor(options: PtyOptions, clock: Clock, tools: WindowsTools) {
    this.#tools = tools;
    this.#pty = tools.spawn(options);
    this.#inner = inner(this.#pty);
    this.#queue = new ChunkQueue(this.#pty, READ_AHEAD_BYTES);
    this.#last = new LastOutput(
      {
        quietMs: QUIET_MS,
        isOpen: () => this.#open,
        isPaused: () => this.#queue.paused,
        end: () => this.destroy(),
      },
      clock,
    );
    this.exited = this.#exit.promise;
    this.#listen();
  }

  get pid(): number {
    return this.#pty.pid;
  }

  read(): Promise<Uint8Array | undefined> {
    return this.#queue.take();
  }

  write(bytes: Uint8Array): number {
    // Then it reaches nobody, as with a POSIX terminal.
    if (!this.#running || this.#hungUp) return bytes.byteLength;
    const room = this.#ready ? INPUT_BYTES - this.#inner.inputHeld() : 0;
    const taken = bytes.subarray(0, Math.max(0, room));
    if (taken.byteLength > 0) this.#pty.write(Buffer.from(taken));
    return taken.byteLength;
  }

  resize(size: TerminalSize): void {
    this.#size = size;
    if (this.#ready && this.#running) this.#applySize();
  }

  /**
   * Windows has no signals. SIGKILL ends the program and all that it has started; any other hangs
   * up, as closing a window there does, but for those that a closing terminal sends as well.
   */
  kill(signal: NodeJS.Signals): void {
    if (signal === 'SIGCONT' || signal === 'SIGWINCH' || !this.#running) return;
    if (signal !== 'SIGKILL' && this.#inner.hangUp()) this.#hungUp = true;
    else this.#endAll();
  }

  // By their parents first: without the program itself, its tree couldn't be found any more.
  #endAll(): void {
    if (this.#ending) return this.#closeConsole();
    this.#ending = true;
    void this.#tools.endTree(this.pid).then(() => this.#closeConsole());
  }

  /** Nothing there tells; node-pty's `process` is the terminal's name. */
  foreground(): string {
    return '';
  }

  destroy(): void {
    this.#open = false;
    this.#queue.end();
    // One that still runs has its time to end, and whoever closes it looks after that.
    if (this.#running) this.kill('SIGHUP');
    else this.#closeConsole();
    this.#inner.release();
  }

  #listen(): void {
    this.#pty.onData((data) => this.#came(data));
    this.#inner.onProgramExit((code) => this.#programEnded(code));
    this.#pty.onExit(({ exitCode }) => {
      this.#consoleClosed = true;
      this.#open = false;
      this.#queue.end();
      this.#programEnded(exitCode);
      this.#inner.release();
    });
  }

  // Whatever the declared type says; its decoder leaves no character in two pieces.
  #came(data: string | Uint8Array): void {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    if (!this.#ready) setImmediate(() => this.#becomeReady());
    this.#queue.push(bytes);
    this.#last.came(bytes.byteLength);
  }

  // node-pty counts itself ready after it has handed out the first piece.
  #becomeReady(): void {
    if (this.#ready) return;
    this.#ready = true;
    if (this.#size && this.#running) this.#applySize();
  }

  #applySize(): void {
    const { cols, rows } = this.#size!;
    try {
      this.#pty.resize(cols, rows);
    } catch {
      // It has just ended, and nobody looks at it any more.
    }
  }

  #programEnded(code: number | undefined): void {
    if (!this.#running) return;
    this.#running = false;
    this.#exit.resolve({ code: code ?? null, signal: null });
    this.#last.programEnded();
  }

  #closeConsole(): void {
    if (this.#consoleClosed) return;
    this.#consoleClosed = true;
    this.#pty.kill();
  }
}
