// Several type into one terminal: while what one has sent stops in the middle of something, the
// others wait. Bounded in time, so that nobody who begins a sequence and falls silent, or pastes
// without end, can keep them out; bounded in size by each one's input window. Pure.
import type { Clock } from '../../core/time/clock.ts';
import { InputTracker } from './inputTracker.ts';

/** Without another byte, a begun sequence was none: somebody pressed Escape. Milliseconds. */
export const SEQUENCE_MS = 100;
/** A paste may come slowly. */
export const PASTE_MS = 1_000;
/** Nobody waits longer for whoever has the turn. */
export const MAX_WAIT_MS = 5_000;

export interface InputTurnsOptions<W> {
  clock: Clock;
  /** Hands bytes to the terminal. */
  send: (who: W, bytes: Uint8Array) => void;
  /** All that somebody typed was handed over, and it types no more. */
  end: (who: W) => void;
}

/** Ctrl-C, Ctrl-Z and Ctrl-\\: what a terminal makes signals of. */
const INTERRUPTS: ReadonlySet<number> = new Set([0x03, 0x1a, 0x1c]);

function isInterrupt(bytes: Uint8Array): boolean {
  return bytes.byteLength === 1 && INTERRUPTS.has(bytes[0]!);
}

/** Stands behind the last bytes of somebody who has ended its input. */
const END = Symbol('end of input');
type Piece = Uint8Array | typeof END;

export class InputTurns<W extends object> {
  readonly #options: InputTurnsOptions<W>;
  readonly #tracker = new InputTracker();
  /** What waits, by who typed it, in the order in which they began to wait. */
  readonly #waiting = new Map<W, Piece[]>();
  /** Who is in the middle of something. */
  #holder: W | undefined;
  #heldSince = 0;
  #cancel: () => void = () => undefined;

  constructor(options: InputTurnsOptions<W>) {
    this.#options = options;
  }

  /**
   * Somebody typed: at once, or when its turn comes. Whoever `mayInterrupt` waits for nobody with a
   * lone key that stops a program, and has typed by then what waited before it.
   */
  take(who: W, bytes: Uint8Array, mayInterrupt = false): void {
    const waits = this.#holder !== undefined && this.#holder !== who;
    if (mayInterrupt && waits && isInterrupt(bytes)) this.#interrupt(who, bytes);
    else this.#take(who, bytes);
  }

  /** Somebody ends its input, which takes its turn as what is typed does. */
  end(who: W): void {
    this.#take(who, END);
  }

  /** Whoever it was types no more: nothing is waited for that it began. */
  left(who: W): void {
    if (this.#holder === who) this.#endTurn();
  }

  /** Whoever it was may type no more: what waits of it is never typed. */
  drop(who: W): void {
    this.#waiting.delete(who);
    this.left(who);
  }

  #take(who: W, piece: Piece): void {
    const mine = this.#waiting.get(who);
    if (mine) return void mine.push(piece);
    if (this.#holder !== undefined && this.#holder !== who) return this.#wait(who, piece);
    this.#pass(who, piece);
    this.#goOn();
  }

  // Into the midst of what the holder has begun, which goes on behind it. A terminal drops at such
  // a key what its program has not read, and so it must not overtake what its own hand typed.
  #interrupt(who: W, key: Uint8Array): void {
    const mine = this.#waiting.get(who) ?? [];
    this.#waiting.delete(who);
    if (this.#waiting.size === 0) this.#cancel();
    for (const piece of [...mine, key]) {
      if (piece === END) this.#options.end(who);
      else this.#options.send(who, piece);
    }
  }

  #wait(who: W, piece: Piece): void {
    if (this.#waiting.size === 0) {
      this.#heldSince = this.#options.clock.now();
      this.#arm();
    }
    this.#waiting.set(who, [piece]);
  }

  #pass(who: W, piece: Piece): void {
    if (piece === END) return this.#passEnd(who);
    this.#tracker.push(piece);
    this.#holder = this.#tracker.whole ? undefined : who;
    this.#options.send(who, piece);
  }

  #passEnd(who: W): void {
    this.#holder = undefined;
    this.#tracker.reset();
    this.#options.end(who);
  }

  /** Lets whoever waits go on, as far as that is possible now. */
  #goOn(): void {
    while (this.#waiting.size > 0) {
      const [who, pieces] = this.#nextTurn();
      if (!pieces) return this.#arm();
      this.#waiting.delete(who);
      for (const piece of pieces) this.#pass(who, piece);
      this.#heldSince = this.#options.clock.now();
    }
    this.#cancel();
  }

  #nextTurn(): [W, Piece[]] | [undefined?, undefined?] {
    if (this.#holder === undefined) return this.#waiting.entries().next().value ?? [];
    const pieces = this.#waiting.get(this.#holder);
    return pieces ? [this.#holder, pieces] : [];
  }

  #arm(): void {
    this.#cancel();
    const { clock } = this.#options;
    const quiet = this.#tracker.inPaste ? PASTE_MS : SEQUENCE_MS;
    const left = this.#heldSince + MAX_WAIT_MS - clock.now();
    this.#cancel = clock.after(Math.max(0, Math.min(quiet, left)), () => this.#endTurn());
  }

  #endTurn(): void {
    this.#holder = undefined;
    this.#tracker.reset();
    this.#goOn();
  }
}
