// How many lines came below while somebody reads further up: what was printed since, not what is merely
// drawn anew.

/** Rows as a terminal has them. */
interface Rows {
  getLine(row: number): { readonly isWrapped: boolean } | undefined;
}

/** Lines beyond these are only said to be more. */
export const MOST_NEW_LINES = 9_999;

/**
 * Lines that begin in the rows after `from`, up to `to`: a line that goes on in a second row counts
 * once. Counts no further than one past the most.
 */
export function newLines(rows: Rows, from: number, to: number): number {
  let lines = 0;
  for (let row = to; row > from && lines <= MOST_NEW_LINES; row--) {
    if (!rows.getLine(row)?.isWrapped) lines++;
  }
  return lines;
}
