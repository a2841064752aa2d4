// While a program of a shell transfers files through the terminal, its output isn't the screen's, and what
// is typed waits. This sees where that begins, in what is printed now alone, and lets go of both at its end.
import { TransferStopped } from '../../core/inTerminal/files.ts';
import {
  HandshakeDetector,
  type FoundHandshake,
  type Handshake,
} from '../../core/inTerminal/handshake.ts';
import { TerminalWire } from '../../core/inTerminal/wire.ts';
import type { Shell, ShellMark } from '../shell.ts';

/** Asks whether files may come or go, and transfers them. */
export interface FilesInTerminal {
  /**
   * Resolves when the shell is the person's again, whatever came of it. `first` is what the program has
   * said of itself, and `signal` is aborted when the person wants it to end.
   */
  begin(asked: AskedInTerminal): Promise<void>;
}

export interface AskedInTerminal {
  shellId: string;
  handshake: Handshake;
  first: Uint8Array;
  wire: TerminalWire;
  signal: AbortSignal;
}

export interface DiversionOptions {
  shellId: string;
  files: FilesInTerminal;
  /** May a program ask for files here, now? */
  mayAsk: () => boolean;
  /** The shell was given credit for so much of what the screen will have. */
  paid: (bytes: number) => void;
  /** Output that is the screen's after all. */
  show: (bytes: Uint8Array) => void;
}

interface Running {
  wire: TerminalWire;
  wanted: AbortController;
  over: Promise<void>;
}

/** Ctrl+C. */
const INTERRUPT = 0x03;

export class Diversion {
  readonly #options: DiversionOptions;
  readonly #shell: Shell;
  readonly #detector = new HandshakeDetector();
  /** Bytes to come that were printed before. */
  #replayed = 0;
  #running: Running | undefined;
  /** Counts the interrupts: what waited for its turn before one is dropped. */
  #interrupts = 0;

  constructor(shell: Shell, options: DiversionOptions) {
    this.#shell = shell;
    this.#options = options;
  }

  /** Output that has come. Answers with what the screen gets of it; a promise while that may wait. */
  output(bytes: Uint8Array): Uint8Array | Promise<Uint8Array> {
    if (this.#running) return this.#taken(this.#running, bytes);
    const old = Math.min(this.#replayed, bytes.byteLength);
    this.#replayed -= old;
    if (old > 0) this.#detector.forget();
    if (old === bytes.byteLength) return bytes;
    const found = this.#detector.push(bytes.subarray(old));
    if (!found || !this.#options.mayAsk()) return bytes;
    this.#shell.parsed(found.end - found.at); // it is nobody's any more
    this.#begin(found, bytes.subarray(old + found.end));
    return bytes.subarray(0, old + found.at);
  }

  /** What stands between stretches of output. */
  mark(mark: ShellMark): void {
    if (mark.type === 'fresh' || mark.type === 'replayed') this.stop();
    if (mark.type === 'replayed') this.#replayed += mark.bytes;
    if (mark.type === 'fresh') this.#replayed = 0;
  }

  /** Resolves when something may be typed: with false where it isn't to be typed any more. */
  async typable(): Promise<boolean> {
    const interrupts = this.#interrupts;
    while (this.#running) await this.#running.over;
    return interrupts === this.#interrupts;
  }

  /** True where that was an interrupt of a transfer, which the program doesn't get. */
  interrupts(typed: Uint8Array): boolean {
    if (!this.#running || !typed.includes(INTERRUPT)) return false;
    this.#interrupts += 1;
    this.#running.wanted.abort();
    return true;
  }

  /** The shell is over, or what it prints is another program's: a transfer has nobody to talk to. */
  stop(): void {
    this.#running?.wire.stop(new TransferStopped('gone'));
  }

  async #taken(running: Running, bytes: Uint8Array): Promise<Uint8Array> {
    if (running.wire.closed) return bytes;
    await running.wire.take(bytes);
    return NOTHING;
  }

  #begin({ protocol, way, bytes: first }: FoundHandshake, bytes: Uint8Array): void {
    const shell = this.#shell;
    const wire = new TerminalWire({
      type: (typed) => shell.write(typed),
      used: (count) => shell.parsed(count),
    });
    const wanted = new AbortController();
    shell.raw?.(true);
    if (bytes.byteLength > 0) void wire.take(bytes);
    const { files, shellId } = this.#options;
    const handshake = { protocol, way };
    const over = files
      .begin({ shellId, handshake, first, wire, signal: wanted.signal })
      .catch(() => undefined)
      .then(() => this.#end(wire));
    this.#running = { wire, wanted, over };
  }

  #end(wire: TerminalWire): void {
    this.#running = undefined;
    this.#shell.raw?.(false);
    // The next one may have begun in it.
    const { rest, paid } = wire.close();
    this.#options.paid(paid);
    for (const bytes of rest) {
      const shown = this.output(bytes);
      if (shown instanceof Uint8Array) this.#options.show(shown);
    }
  }
}

const NOTHING = new Uint8Array(0);
