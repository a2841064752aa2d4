// A key that waits for its echo goes before pictures of floods: until its terminal has painted, no other
// one paints output that it can't keep up with. A picture takes 12 ms without a GPU, a frame that has two
// of them comes late, and nobody reads a flood while typing beside it.
import type { Attention } from './flood.ts';

/** An echo that takes longer waits for its host, not for us. */
export const LONGEST_WAIT_MS = 50;

/** So long after a key or a turn of the wheel it is there that somebody looks: two keys a second are no haste. */
export const ATTENTION_MS = 500;

/** A terminal on the screen. */
export interface Neighbour {
  /** It is not to paint now, if it can't keep up anyway; or may again. */
  yields: boolean;
}

type After = (ms: number, run: () => void) => () => void;

export class AwaitedEcho {
  readonly #after: After;
  readonly #now: () => number;
  readonly #all = new Set<Neighbour>();
  #awaiting: Neighbour | null = null;
  #endWait: () => void = () => undefined;
  #touched: Neighbour | null = null;
  #touchedAt = -Infinity;

  /** @param now milliseconds of a clock that only goes on */
  constructor(after: After, now: () => number) {
    this.#after = after;
    this.#now = now;
  }

  /** It stands on the screen, until the result is called. */
  join(one: Neighbour): () => void {
    this.#all.add(one);
    return () => {
      this.#all.delete(one);
      if (this.#touched === one) this.#touched = null;
      this.painted(one);
    };
  }

  /** A person does something there, whether or not it makes the program echo. */
  touched(one: Neighbour): void {
    [this.#touched, this.#touchedAt] = [one, this.#now()];
  }

  /** Where somebody does something: in that one, in another beside it, or nowhere for now. */
  attention(one: Neighbour): Attention {
    if (!this.#touched || this.#now() - this.#touchedAt >= ATTENTION_MS) return 'none';
    return this.#touched === one ? 'here' : 'beside';
  }

  /** It was sent what has an echo: a key, most likely. */
  typed(one: Neighbour): void {
    if (this.#awaiting === one) return;
    this.#end();
    this.#awaiting = one;
    this.#endWait = this.#after(LONGEST_WAIT_MS, () => this.#end());
    for (const other of this.#all) other.yields = other !== one;
  }

  /** It has painted: the echo is there, or something else that moves. */
  painted(one: Neighbour): void {
    if (this.#awaiting === one) this.#end();
  }

  #end(): void {
    this.#endWait();
    this.#awaiting = null;
    for (const other of this.#all) other.yields = false;
  }
}

/** Of all terminals of this window. */
export const windowEcho = new AwaitedEcho(
  (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  () => performance.now(),
);
