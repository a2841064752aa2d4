// The lines of a terminal as they were printed: rows that were wrapped belong together, so that what is
// looked for is found across their ends. Places in a line's text lead back to cells.
import type { IBuffer } from '@xterm/xterm';

export type Rows = Pick<IBuffer, 'length' | 'getLine'>;

/** A place that was found; it may go on in the rows below. */
export interface Hit {
  /** Counted from the first row of the scrollback. */
  row: number;
  column: number;
  /** Cells. */
  length: number;
}

/** More of one line isn't put together: a program may print a gigabyte without a break. */
const MOST_ROWS = 1_000;

/** The first row of the line that a row belongs to. */
export function lineStart(rows: Rows, row: number): number {
  let first = row;
  while (first > 0 && row - first < MOST_ROWS && rows.getLine(first)?.isWrapped) first--;
  return first;
}

/** All places in one line, from its beginning. `most`: no more than that. */
export function hitsInLine(rows: Rows, first: number, expression: RegExp, most: number): Hit[] {
  const line = lineFrom(rows, first);
  const hits: Hit[] = [];
  expression.lastIndex = 0;
  for (let found = expression.exec(line.text); found; found = expression.exec(line.text)) {
    if (found[0] === '') expression.lastIndex += 1;
    else hits.push(hitAt(line, first, found.index, found[0].length));
    if (hits.length >= most) break;
  }
  return hits;
}

/** Rows of the line that begins there. */
export function lineHeight(rows: Rows, first: number): number {
  let height = 1;
  while (height < MOST_ROWS && rows.getLine(first + height)?.isWrapped) height++;
  return height;
}

interface Line {
  text: string;
  /** Cells in a row. */
  columns: number;
  /** Of each character of the text: the cell where it begins, and the one behind it. */
  begin: (at: number) => number;
  end: (at: number) => number;
}

function lineFrom(rows: Rows, first: number): Line {
  const height = lineHeight(rows, first);
  const columns = rows.getLine(first)?.length ?? 0;
  let text = '';
  for (let row = first; row < first + height; row++) {
    text += rows.getLine(row)?.translateToString(row === first + height - 1) ?? '';
  }
  // Most lines are of letters with a cell each: nothing is to be counted there.
  if (/^[ -~]*$/.test(text)) return { text, columns, begin: (at) => at, end: (at) => at + 1 };
  const cells = cellsOf(rows, first, height);
  const last = height * columns;
  return {
    text,
    columns,
    begin: (at) => cells[at]?.[0] ?? last,
    end: (at) => cells[at]?.[1] ?? last,
  };
}

/** Of each character of a line as `translateToString` gives it: a wide one has two cells. */
function cellsOf(rows: Rows, first: number, height: number): [begin: number, end: number][] {
  const cells: [number, number][] = [];
  let passed = 0;
  for (let row = first; row < first + height; row++) {
    const line = rows.getLine(row);
    for (let column = 0; line && column < line.length; column++) {
      const cell = line.getCell(column);
      const width = cell?.getWidth() ?? 1;
      if (width === 0) continue;
      const begin = passed + column;
      for (let unit = cell?.getChars().length || 1; unit > 0; unit--)
        cells.push([begin, begin + width]);
    }
    passed += line?.length ?? 0;
  }
  return cells;
}

function hitAt({ columns, begin, end }: Line, first: number, at: number, length: number): Hit {
  const [from, to] = [begin(at), end(at + length - 1)];
  return {
    row: first + Math.floor(from / Math.max(1, columns)),
    column: columns === 0 ? 0 : from % columns,
    length: Math.max(1, to - from),
  };
}
