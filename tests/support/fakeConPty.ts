// node-pty's Windows interface as its sources (1.1.0) have it, over a real program on a POSIX PTY:
// text instead of bytes, torn anywhere but inside a character; orders that wait for the first
// output; a console that bears one closing; a size that throws when the program is gone; output
// that goes on after it, and an end that is told when the console closes. Its sockets fail with
// errors that somebody has to listen for. Without its input the console tells all that run in it
// to end (CTRL_CLOSE_EVENT, here a hang-up), which is all that closing does once its program is gone.
import { EventEmitter } from 'node:events';
import { StringDecoder } from 'node:string_decoder';
import type { IDisposable, IPty } from 'node-pty';
import { PosixPty } from '../../core/pty/posixPty.ts';
import type { PtyOptions } from '../../core/pty/ptyDevice.ts';
import type { WindowsTools } from '../../core/pty/windowsPty.ts';
import { systemClock } from '../../core/time/clock.ts';

/** What ConPTY says first, whatever the program is. */
export const CONPTY_GREETING = '\x1b[?9001h\x1b[?1004h';

/** As much of a socket as is used; an error that nobody listens for would end the process. */
class FakeSocket extends EventEmitter {
  writableLength = 0;
  destroyed = false;
  readonly #closed: () => void;

  constructor(closed: () => void = () => undefined) {
    super();
    this.#closed = closed;
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.#closed();
  }
}

export class FakeConPty {
  /** Whatever Windows or node-pty would not have forgiven. */
  readonly crimes: string[] = [];
  /** Another program is in its console, which stays for that when the first one has ended. */
  heldByOthers = false;
  /** Its output thread was told to end. */
  released = 0;
  readonly #device: PosixPty;
  readonly #name: string;
  readonly #piece: () => number;
  readonly #decoder = new StringDecoder('utf8');
  #waiting: (() => void)[] = [];
  readonly #typed: Buffer[] = [];
  #ready = false;
  #paused = false;
  #resumed: () => void = () => undefined;
  #exitCode: number | undefined;
  #letGo: () => void = () => undefined;
  readonly #released = new Promise<void>((resolve) => (this.#letGo = resolve));
  #closed = false;
  #onData: (data: string) => void = () => undefined;
  #onExit: (exit: { exitCode: number }) => void = () => undefined;
  /** As the real one has it: what is called is looked up when it is called. */
  readonly _agent = {
    _$onProcessExit: (code: number): void => void (this.#exitCode = code),
    inSocket: new FakeSocket(() => {
      this.#device.kill('SIGHUP');
      this.#letGo();
    }),
    outSocket: new FakeSocket(),
    _conoutSocketWorker: { dispose: (): void => void this.released++ },
  };

  /** @param piece how many characters come at once */
  constructor(options: PtyOptions, piece: () => number) {
    this.#device = new PosixPty(options, systemClock);
    this.#name = options.env['TERM'] ?? 'Windows Shell';
    this.#piece = piece;
    void this.#device.exited.then(({ code }) => this._agent._$onProcessExit(code ?? 1));
    void this.#run();
  }

  get pid(): number {
    return this.#device.pid;
  }

  get process(): string {
    return this.#name;
  }

  onData = (listener: (data: string) => void): IDisposable => {
    this.#onData = listener;
    return { dispose: () => undefined };
  };

  onExit = (listener: (exit: { exitCode: number }) => void): IDisposable => {
    this.#onExit = listener;
    return { dispose: () => undefined };
  };

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#resumed();
  }

  write(data: string | Buffer): void {
    this.#whenReady(() => this.#type(Buffer.from(data as Buffer)));
  }

  resize(cols: number, rows: number): void {
    this.#whenReady(() => {
      if (this.#exitCode !== undefined)
        throw new Error('Cannot resize a pty that has already exited');
      this.#device.resize({ cols, rows });
    });
  }

  kill(signal?: string): void {
    this.#whenReady(() => {
      if (signal) throw new Error('Signals not supported on windows.');
      if (this.#closed && this.#exitCode === undefined) this.crimes.push('closed a console twice');
      this.#closed = true;
      this._agent.inSocket.destroy();
      this.#device.kill('SIGKILL');
    });
  }

  /** Its pipes break, as they do when the console's process is gone before its end is told. */
  breakPipes(): void {
    const { inSocket, outSocket } = this._agent;
    const broken = (): Error => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    this.#fail(inSocket, 1, broken());
    this.#fail(outSocket, 1, broken()); // node-pty's own listener throws unless there is another
  }

  #fail(socket: FakeSocket, listeners: number, error: Error): void {
    if (socket.listenerCount('error') < listeners) this.crimes.push(`uncaught: ${error.message}`);
    else socket.emit('error', error);
  }

  /** In order, as far as its terminal takes it; what it doesn't take waits within. */
  #type(bytes: Buffer): void {
    const { inSocket } = this._agent;
    if (inSocket.destroyed) return void this.crimes.push('typed into a console that was hung up');
    const idle = inSocket.writableLength === 0;
    this.#typed.push(bytes);
    inSocket.writableLength += bytes.byteLength;
    if (idle) this.#passOn();
  }

  #passOn(): void {
    if (this.#exitCode !== undefined) return;
    const { inSocket } = this._agent;
    for (let first = this.#typed.shift(); first; first = this.#typed.shift()) {
      const taken = this.#device.write(first);
      inSocket.writableLength -= taken;
      if (taken === first.byteLength) continue;
      this.#typed.unshift(first.subarray(taken));
      return void setTimeout(() => this.#passOn(), 1);
    }
  }

  #whenReady(order: () => void): void {
    if (this.#ready) order();
    else this.#waiting.push(order);
  }

  async #run(): Promise<void> {
    await new Promise(setImmediate);
    await this.#emit(CONPTY_GREETING);
    for (let bytes = await this.#device.read(); bytes; bytes = await this.#device.read()) {
      const characters = [...this.#decoder.write(Buffer.from(bytes))];
      while (characters.length > 0) await this.#emit(characters.splice(0, this.#piece()).join(''));
    }
    await this.#device.exited;
    if (this.heldByOthers) await this.#released;
    await this.#taken();
    this.#onExit({ exitCode: this.#exitCode! });
  }

  async #emit(text: string): Promise<void> {
    await this.#taken();
    if (text) this.#onData(text);
    this.#ready = true;
    for (const order of this.#waiting.splice(0)) {
      try {
        order();
      } catch (error) {
        this.crimes.push(`uncaught: ${String(error)}`);
      }
    }
  }

  async #taken(): Promise<void> {
    while (this.#paused) await new Promise<void>((resolve) => (this.#resumed = resolve));
  }
}

/** node-pty and Windows, for `WindowsPty`; each console that was made is told. */
export function fakeWindows(
  made: (pty: FakeConPty) => void = () => undefined,
  piece: () => number = () => 4096,
): WindowsTools {
  return {
    spawn(options) {
      const pty = new FakeConPty(options, piece);
      made(pty);
      return pty as unknown as IPty;
    },
    endTree: (pid) => {
      for (const target of [-pid, pid]) {
        try {
          process.kill(target, 'SIGKILL');
        } catch {
          // it is gone
        }
      }
      return Promise.resolve();
    },
  };
}
