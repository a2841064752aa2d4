// The lines of a terminal's buffer as what prints them again, cell by cell, on cleared lines.
import type { IBuffer, IBufferCell } from '@xterm/headless';
import { isPlain, styleText } from './styleText.ts';
import { linkOf, type Cell, type ScreenTerminal, type Style } from './terminalState.ts';

const ESC = '\x1b';
const PLAIN = `${ESC}[m`;

/** Printed text, with the style and the hyperlink it is printed in. */
export class Brush {
  #text = '';
  #style = PLAIN;
  #link = '';
  /** Of the style last used: most cells look like the one before. */
  #lastSeen: (Pick<Style, 'fg' | 'bg'> & Style['extended']) | undefined;
  readonly #terminal: ScreenTerminal;

  constructor(terminal: ScreenTerminal) {
    this.#terminal = terminal;
  }

  /** Adds a sequence that changes neither style nor link. */
  put(text: string): void {
    this.#text += text;
  }

  use(style: Style): void {
    const { fg, bg, extended } = style;
    const { _ext, _urlId } = extended;
    const last = this.#lastSeen;
    if (last?.fg === fg && last.bg === bg && last._ext === _ext && last._urlId === _urlId) return;
    this.#lastSeen = { fg, bg, _ext, _urlId };
    this.#setStyle(styleText(style));
    const link = linkOf(this.#terminal, style);
    this.#setLink(link ? `${link.id ? `id=${link.id}` : ''};${link.uri}` : '');
  }

  plain(): void {
    this.#lastSeen = undefined;
    this.#setStyle(PLAIN);
    this.#setLink('');
  }

  /** What was added since it was last asked for. */
  take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }

  #setStyle(style: string): void {
    if (style !== this.#style) this.#text += style;
    this.#style = style;
  }

  #setLink(link: string): void {
    if (link !== this.#link) this.#text += `${ESC}]8;${link || ';'}${ESC}\\`;
    this.#link = link;
  }
}

/**
 * Prints the lines from `first` to the buffer's end, one at each step; the cursor is at a line's begin
 * before.
 */
export function* paintRows(
  brush: Brush,
  terminal: ScreenTerminal,
  buffer: IBuffer,
  first: number,
): Generator<undefined> {
  for (let row = first; row < buffer.length; row++) {
    const full = paintRow(brush, terminal.cols, buffer, row);
    brush.plain(); // or the next line would be filled with this one's background
    if (row + 1 === buffer.length) return;
    if (buffer.getLine(row + 1)!.isWrapped) wrap(brush, terminal, buffer, row, full);
    else brush.put('\r\n');
    yield;
  }
}

/** Returns whether the last column was printed to, so that the next character wraps. */
function paintRow(brush: Brush, cols: number, buffer: IBuffer, row: number): boolean {
  const line = buffer.getLine(row)!;
  const gap = new Gap(brush);
  let full = false;
  for (let col = 0; col < cols; col++) {
    const cell = line.getCell(col) as Cell;
    if (isHalf(cell)) continue;
    if (col === cols - 1 && leavesRoom(buffer, row, cols)) break;
    const text = textOf(cell, col, cols);
    if (text === '') gap.add(cell);
    else paintText(brush, gap, cell, text);
    full = col + Math.max(1, cell.getWidth()) === cols && text !== '';
  }
  gap.erase();
  return full;
}

function paintText(brush: Brush, gap: Gap, cell: Cell, text: string): void {
  gap.cross();
  brush.use(cell);
  // A mark that combined with nothing must not combine with the cell before now.
  if (cell.getWidth() === 0) brush.put(`${ESC}[?0h`);
  brush.put(text);
}

/** Cells in a row that hold nothing, all with the same background. */
class Gap {
  readonly #brush: Brush;
  #cells = 0;
  #style: Style | undefined;

  constructor(brush: Brush) {
    this.#brush = brush;
  }

  add(cell: Cell): void {
    if (this.#cells > 0 && this.#style!.bg !== cell.bg) this.cross();
    this.#style = cell;
    this.#cells++;
  }

  /** Gives the cells their background, and moves on behind them. */
  cross(): void {
    if (this.#cells === 0) return;
    this.erase();
    this.#brush.put(`${ESC}[${this.#cells}C`);
    this.#cells = 0;
  }

  /** The same without moving on. */
  erase(): void {
    if (this.#cells === 0 || isPlain(this.#style!)) return;
    this.#brush.use(this.#style!);
    this.#brush.put(`${ESC}[${this.#cells}X`);
  }
}

/** The second cell of a wide character. */
export function isHalf(cell: IBufferCell): boolean {
  return cell.getWidth() === 0 && cell.getChars() === '';
}

/** '' for a cell that holds nothing but, perhaps, a background. */
export function textOf(cell: Cell, col: number, cols: number): string {
  // A wide character that a narrower terminal has cut in two is no character any more.
  if (col + cell.getWidth() > cols) return '';
  return cell.getChars() || (hasOnlyBackground(cell) ? '' : ' ');
}

function hasOnlyBackground(cell: Cell): boolean {
  const flagged = cell.isItalic() || cell.isDim() || cell.isOverline() || cell.isProtected();
  return cell.fg === 0 && !flagged;
}

/** Makes the next line the continuation of this one, empty as yet. */
function wrap(
  brush: Brush,
  terminal: ScreenTerminal,
  buffer: IBuffer,
  row: number,
  full: boolean,
): void {
  const last = buffer.getLine(row)!.getCell(terminal.cols - 1) as Cell;
  if (leavesRoom(buffer, row, terminal.cols)) return wrapWide(brush, terminal.cols, last);
  if (!full) brush.put(`${ESC}[${terminal.cols}G `);
  brush.put(' ');
  if (!full && terminal.rows > 1) {
    brush.put(`${ESC}[A${ESC}[${terminal.cols}G`);
    brush.use(last);
    brush.put(`${ESC}[X`);
    brush.plain();
    brush.put(`${ESC}[B`);
  }
  brush.put(`\r${ESC}[X`);
}

/** The last column stayed empty, because a wide character came next: it flows back in a wider terminal. */
function leavesRoom(buffer: IBuffer, row: number, cols: number): boolean {
  if (cols < 2 || row + 1 >= buffer.length) return false; // xterm.js has lines there all the same
  const next = buffer.getLine(row + 1)!;
  if (!next.isWrapped || next.getCell(0)!.getWidth() !== 2) return false;
  const last = buffer.getLine(row)!.getCell(cols - 1)!;
  return last.getWidth() === 1 && last.getChars() === '';
}

const WIDE_SPACE = '\u3000';

/** The same as the program did; the empty cell has the style of what came next. */
function wrapWide(brush: Brush, cols: number, last: Cell): void {
  brush.use(last);
  brush.put(`${ESC}[${cols}G${WIDE_SPACE}`);
  brush.plain();
  brush.put(`\r${ESC}[${cols}X`);
}
