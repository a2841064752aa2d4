// What one terminal still has to parse, in order. Handed over to xterm.js a little at a time and
// in turn with the other terminals: xterm.js looks at its time budget only between chunks, and
// once it is never done its timers are slowed down to one in 4 ms.
import type { Terminal } from '@xterm/xterm';
import { borderBefore } from '../../core/text/utf8Borders.ts';
import type { Turns } from './turns.ts';

/** Parsed in one go. The slowest text (wide, cells of many colours) takes about 2 ms for it. */
export const SLICE_BYTES = 16 * 1024;
/** A turn goes on for so long: a key waits for it twice, going out and coming back as its echo. */
export const TURN_MS = 4;
/** While somebody types in another terminal. A slice is parsed whole, so that it may take 2 ms. */
export const SHORT_TURN_MS = 1;

interface Piece {
  data: string | Uint8Array;
  parsed: (() => void) | undefined;
}

type Writer = Pick<Terminal, 'write'>;

export class ParseQueue {
  readonly #terminal: Writer;
  readonly #turns: Turns;
  readonly #caughtUp: () => void;
  readonly #now: () => number;
  readonly #turnMs: () => number;
  #waiting: Piece[] = [];
  /** Pieces in xterm.js: one of a turn's, or small ones that needed none. */
  #handedOver = 0;
  #asked = false;
  #endTurn: (() => void) | null = null;
  #turnEndsAt: number | null = null;

  /**
   * @param caughtUp told each time that the terminal has parsed all there was
   * @param turnMs how long a turn is, now
   */
  constructor(
    terminal: Writer,
    turns: Turns,
    caughtUp: () => void,
    now = () => performance.now(),
    turnMs = () => TURN_MS,
  ) {
    this.#now = now;
    this.#turnMs = turnMs;
    this.#terminal = terminal;
    this.#turns = turns;
    this.#caughtUp = caughtUp;
  }

  /** Whether output waits for its turn: more has come than can be parsed at once. */
  get behind(): boolean {
    return this.#waiting.length > 0;
  }

  /** As `Terminal.write`. The echo of a key, and whatever else is small, needs no turn. */
  write(data: string | Uint8Array, parsed?: () => void): void {
    const idle = this.#handedOver === 0 && !this.behind;
    if (idle && data.length <= SLICE_BYTES) return this.#handOver({ data, parsed });
    this.#waiting.push(...sliced({ data, parsed }));
    this.#ask();
  }

  /** The terminal is gone, and with it what it had to parse. */
  dispose(): void {
    this.#waiting = [];
    this.#endTurn?.();
  }

  #ask(): void {
    if (this.#asked || this.#endTurn) return;
    this.#asked = true;
    this.#turns.ask((done) => this.#take(done));
  }

  #take(done: () => void): void {
    this.#asked = false;
    this.#endTurn = done;
    this.#turnEndsAt = null; // begins with the first piece parsed, not with waiting for that
    this.#next();
  }

  // One at a time: xterm.js goes on with what it is given while it tells of the last.
  #next(): void {
    const piece = this.#waiting.shift();
    if (piece) this.#handOver(piece);
    else this.#rest();
  }

  #handOver({ data, parsed }: Piece): void {
    this.#handedOver += 1;
    this.#terminal.write(data, () => {
      this.#handedOver -= 1;
      parsed?.();
      if (this.#endTurn && this.#turnGoesOn()) this.#next();
      else if (this.#handedOver === 0) this.#rest();
    });
  }

  #turnGoesOn(): boolean {
    this.#turnEndsAt ??= this.#now() + this.#turnMs();
    return this.#now() < this.#turnEndsAt;
  }

  #rest(): void {
    this.#endTurn?.();
    this.#endTurn = null;
    if (this.behind) this.#ask();
    else this.#caughtUp();
  }
}

/** Text is short, and our own; only output comes in large pieces, and in whole characters. */
function sliced({ data, parsed }: Piece): Piece[] {
  if (typeof data === 'string' || data.length <= SLICE_BYTES) return [{ data, parsed }];
  const pieces: Piece[] = [];
  for (let at = 0; at < data.length;) {
    const end = borderBefore(data, at + SLICE_BYTES);
    pieces.push({ data: data.subarray(at, end), parsed: undefined });
    at = end;
  }
  pieces.at(-1)!.parsed = parsed;
  return pieces;
}
