// Where in its line a program's output stands, as well as can be told without a screen. It matters
// in one place: behind the last column the next character wraps, which no terminal keeps when its
// cursor was elsewhere in between. Pure.
import type { Sequence } from './sequences.ts';

const [BACKSPACE, TAB, LINE_FEED, CARRIAGE_RETURN] = [0x08, 0x09, 0x0a, 0x0d];
const TAB_WIDTH = 8;
/** Control sequences that leave the cursor where it is: colours, erasing, modes, the cursor's look. */
const STAYS = /^[mKJhlqtuscn]$/;

export class ColumnGuess {
  /** Characters since the line began; undefined where the program has gone elsewhere. */
  #column: number | undefined = 0;

  /** The last column was just written to, or may have been. */
  isBehindLast(cols: number): boolean {
    return this.#column !== undefined && this.#column > 0 && this.#column % cols === 0;
  }

  text(raw: Uint8Array): void {
    const begin = raw.lastIndexOf(CARRIAGE_RETURN) + 1;
    if (begin > 0) this.#column = 0;
    for (let at = begin; at < raw.byteLength && this.#column !== undefined; at++) {
      this.#column = after(this.#column, raw[at]!);
    }
  }

  follow({ kind, final }: Sequence): void {
    if (kind === 'csi' && !STAYS.test(final)) this.#column = undefined;
    if (kind === 'escape' && /^[8EMc]$/.test(final)) this.#column = undefined;
  }
}

function after(column: number, byte: number): number {
  if (byte === TAB) return (Math.floor(column / TAB_WIDTH) + 1) * TAB_WIDTH - 1; // never behind
  if (byte === BACKSPACE) return Math.max(0, column - 1);
  if (byte === LINE_FEED) return column;
  const isPart = byte < 0x20 || (byte & 0xc0) === 0x80;
  return isPart ? column : column + 1;
}
