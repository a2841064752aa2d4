// Finds text in one terminal: goes through it from the newest line up, a piece at a time, so that keys
// and pictures come in between; knows which of what it found is the current one, and marks what is seen.
import type { IDisposable, IMarker, Terminal } from '@xterm/xterm';
import { hitsInLine, lineStart, type Hit } from './lines.ts';
import { Marks, type MatchColours } from './marks.ts';
import { MOST_HITS, NOTHING, startAt, step, type Found } from './places.ts';

/** Rows that are looked through at once: a few milliseconds. */
const ROWS_AT_ONCE = 500;
/** Output changes what there is; it is gone through again no more often than this. */
const AGAIN_AFTER_MS = 500;

export type FinderTerminal = Pick<
  Terminal,
  | ('buffer' | 'rows' | 'cols' | 'select' | 'clearSelection' | 'scrollToLine')
  | ('registerMarker' | 'registerDecoration')
  | ('onWriteParsed' | 'onResize' | 'onRender')
>;

export interface FinderOptions {
  /** Runs something soon, after other work had its turn. */
  soon: (run: () => void) => void;
  /** Runs something after so many milliseconds; the result prevents that. */
  later: (ms: number, run: () => void) => () => void;
  colours: () => MatchColours;
  heard: (found: Found) => void;
}

export class Finder {
  readonly #terminal: FinderTerminal;
  readonly #options: FinderOptions;
  readonly #marks: Marks;
  readonly #listening: IDisposable[];
  #expression: RegExp | null = null;
  /** From the newest on; their rows are those of when the search began. */
  #hits: Hit[] = [];
  #at = -1;
  #anchor: IMarker | undefined;
  #anchorRow = 0;
  /** The search under way, which another one takes the place of. */
  #search: object | null = null;
  #cancelAgain: (() => void) | null = null;

  constructor(terminal: FinderTerminal, options: FinderOptions) {
    this.#terminal = terminal;
    this.#options = options;
    this.#marks = new Marks(terminal);
    const again = (): void => this.#againSoon();
    this.#listening = [
      terminal.onWriteParsed(again),
      terminal.onResize(again),
      terminal.buffer.onBufferChange(again),
      terminal.onRender(() => this.#mark()),
    ];
  }

  /** Looks for it, near where it was before; null for nothing. */
  look(expression: RegExp | null): void {
    const before = this.#expression;
    this.#expression = expression;
    if (expression) return this.#begin(this.#current, true);
    this.#forget();
    if (before) this.#terminal.clearSelection();
    this.#options.heard(NOTHING);
  }

  /** Goes to the next one, upwards (`older`) or downwards, round the ends. */
  step(older: boolean): void {
    const next = step(this.#hits.length, this.#at, older);
    if (next < 0) return;
    this.#at = next;
    this.#show(true);
    this.#tell();
  }

  /** Where in the whole text something was found, the current one apart: 0–1 each. */
  get ticks(): { all: readonly number[]; now: number | null } {
    const { length } = this.#terminal.buffer.active;
    const place = ({ row }: Hit) => (row + this.#shift) / Math.max(1, length);
    const now = this.#hits[this.#at];
    return { all: this.#hits.map(place), now: now ? place(now) : null };
  }

  /** The row of the current one, counted from the first in view; null where there is none. */
  get rowInView(): number | null {
    const now = this.#current;
    return now && now.row - this.#terminal.buffer.active.viewportY;
  }

  /** Nothing is marked any more. What is selected stays so. */
  dispose(): void {
    for (const one of this.#listening) one.dispose();
    this.#forget();
  }

  #forget(): void {
    this.#cancelAgain?.();
    this.#cancelAgain = null;
    this.#forgetHits();
    this.#marks.clear();
  }

  #forgetHits(): void {
    this.#search = null;
    this.#anchor?.dispose();
    this.#hits = [];
    this.#at = -1;
  }

  /** Rows by which the text has moved since the search began. */
  get #shift(): number {
    return this.#anchor && !this.#anchor.isDisposed ? this.#anchor.line - this.#anchorRow : 0;
  }

  /** As it is now. */
  get #current(): Hit | null {
    const hit = this.#hits[this.#at];
    return hit ? { ...hit, row: hit.row + this.#shift } : null;
  }

  #begin(from: Hit | null, scroll: boolean): void {
    this.#forgetHits();
    const search = {};
    this.#search = search;
    this.#anchor = this.#terminal.registerMarker(0);
    this.#anchorRow = this.#anchor.line;
    this.#go(search, this.#terminal.buffer.active.length - 1, from, scroll);
  }

  #go(search: object, last: number, from: Hit | null, scroll: boolean): void {
    if (this.#search !== search || !this.#expression) return;
    const rest = this.#lookThrough(this.#expression, last);
    const whole = rest < 0;
    if (this.#at < 0) this.#choose(from, whole, scroll);
    if (whole) this.#search = null;
    else this.#options.soon(() => this.#go(search, rest, from, scroll));
    // Of what is only looked through again, nobody wants to see how the number grows.
    if (whole || scroll) this.#tell();
    this.#mark();
  }

  /** From a row upwards; answers the last row that is still to be looked at, -1 for none. */
  #lookThrough(expression: RegExp, last: number): number {
    const rows = this.#terminal.buffer.active;
    let row = last;
    while (row >= 0 && last - row < ROWS_AT_ONCE && this.#hits.length < MOST_HITS) {
      const first = lineStart(rows, row + this.#shift);
      if (first < 0 || row + this.#shift < 0) return -1; // gone meanwhile
      const hits = hitsInLine(rows, first, expression, MOST_HITS - this.#hits.length);
      for (const hit of hits.reverse()) this.#hits.push({ ...hit, row: hit.row - this.#shift });
      row = first - this.#shift - 1;
    }
    return this.#hits.length < MOST_HITS ? row : -1;
  }

  #choose(from: Hit | null, whole: boolean, scroll: boolean): void {
    const at = startAt(this.#hits, from && { ...from, row: from.row - this.#shift });
    const reached = !from || at > 0 || isNoNewer(this.#hits[0], from);
    if (at < 0 || (!reached && !whole)) return;
    this.#at = at;
    this.#show(scroll);
  }

  #show(scroll: boolean): void {
    const hit = this.#current;
    if (!hit) return;
    const { rows, buffer } = this.#terminal;
    this.#terminal.select(hit.column, hit.row, hit.length);
    const { viewportY } = buffer.active;
    const inView = hit.row >= viewportY && hit.row < viewportY + rows;
    if (scroll && !inView) this.#terminal.scrollToLine(Math.max(0, hit.row - (rows >> 1)));
    this.#mark();
  }

  #mark(): void {
    if (!this.#expression) return;
    this.#marks.show(this.#expression, this.#current, this.#options.colours());
  }

  #tell(): void {
    const { length: count } = this.#hits;
    this.#options.heard({ place: this.#at + 1, count, whole: this.#search === null });
  }

  #againSoon(): void {
    if (!this.#expression || this.#cancelAgain) return;
    this.#cancelAgain = this.#options.later(AGAIN_AFTER_MS, () => {
      this.#cancelAgain = null;
      if (this.#expression) this.#begin(this.#current, false);
    });
  }
}

function isNoNewer(hit: Hit | undefined, from: Hit): boolean {
  if (!hit) return false;
  return hit.row < from.row || (hit.row === from.row && hit.column <= from.column);
}
