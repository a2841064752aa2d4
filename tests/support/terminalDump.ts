// Everything that two terminals must have in common to be called equal, as plain data: each
// cell of both buffers with its attributes, and what decides how further output is drawn.
import type { IBuffer, Terminal } from '@xterm/headless';
import { charsetName } from '../../core/screen/styleText.ts';
import {
  bufferState,
  linkOf,
  parse,
  terminalState,
  type BufferState,
  type Cell,
  type Style,
} from '../../core/screen/terminalState.ts';

/** Throws where xterm.js itself does. */
export function feed(terminal: Terminal, bytes: string | Uint8Array): void {
  parse(terminal, typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
}

/** Rows of the scrollback (the last so many) and of the screen, the cursor, modes and the rest. */
export function dump(terminal: Terminal, scrollback: number): object {
  const { normal, alternate, active } = terminal.buffer;
  const state = terminalState(terminal);
  const isAlternate = active.type === 'alternate';
  return {
    size: [terminal.cols, terminal.rows],
    active: active.type,
    normal: rowsOf(terminal, normal, Math.max(0, normal.baseY - scrollback)),
    normalPlaces: places(terminal, bufferState(terminal, 'normal')),
    alternate: isAlternate ? rowsOf(terminal, alternate, alternate.baseY) : [],
    alternatePlaces: isAlternate ? places(terminal, bufferState(terminal, 'alt')) : {},
    cursor: [active.cursorX, active.cursorY],
    pen: styleOf(terminal, state.pen),
    charsets: [0, 1, 2, 3].map((index) => charsetName(state.charsets[index])),
    modes: terminal.modes,
    others: { ...state, pen: 0, charsets: 0 },
  };
}

function rowsOf(terminal: Terminal, buffer: IBuffer, first: number): string[] {
  const rows: string[] = [];
  for (let row = first; row < buffer.length; row++) {
    const line = buffer.getLine(row)!;
    // The very first may continue one that is gone; the alternate screen never flows anew.
    const cells = [line.isWrapped && row > first && buffer.type === 'normal' ? '↪' : ''];
    for (let col = 0; col < terminal.cols; col++) {
      cells.push(cellOf(terminal, line.getCell(col) as Cell, terminal.cols - col));
    }
    rows.push(cells.join('|').replace(/\|+$/, ''));
  }
  return rows;
}

const BACKGROUND = 0x3ff_ffff;
const HAS_EXTENDED = 0x1000_0000;
const UNDERLINED = 0x1000_0000;
const UNDERLINE_KIND = 0x1c00_0000;
const SINGLE_LINE = 0x0400_0000;
const COLOR_MODE = 0x0300_0000;

// What looks the same is the same: an empty cell with a foreground is a space in it.
function cellOf(terminal: Terminal, cell: Cell, room: number): string {
  if (cell.getWidth() === 0 && cell.getChars() === '') return '«';
  const chars = cell.getWidth() > room ? '' : cell.getChars();
  const isErased = cell.fg === 0 && (cell.bg & ~(BACKGROUND | HAS_EXTENDED)) === 0;
  if (chars === '' && isErased)
    return cell.bg & COLOR_MODE ? `${colored(cell.bg & BACKGROUND)}` : '';
  return `${chars || ' '}${styleOf(terminal, cell)}`;
}

// Some bits are left over from earlier and mean nothing: those of another colour mode, and the
// mark of an extension where none is.
function styleOf(terminal: Terminal, style: Style): string {
  const fg = colored(style.fg);
  const bg = colored(style.bg) & ~HAS_EXTENDED;
  const link = linkOf(terminal, style);
  const parts = [fg, bg, fg & UNDERLINED ? underline(style) : 0, link?.id, link?.uri];
  return parts.some((part) => part) ? parts.join(',') : '';
}

function underline(style: Style): number {
  const ext = style.hasExtendedAttrs() ? colored(style.extended._ext) : 0;
  return (ext & UNDERLINE_KIND) === 0 ? ext | SINGLE_LINE : ext;
}

function colored(packed: number): number {
  const mode = packed & COLOR_MODE;
  if (mode === COLOR_MODE) return packed;
  return packed & (mode === 0 ? ~0x3ff_ffff : ~0xff_ff00);
}

function places({ cols, rows }: Terminal, buffer: BufferState): object {
  const { tabs, scrollTop, scrollBottom, savedX, savedY, ybase } = buffer;
  const { fg, bg } = buffer.savedCurAttrData;
  return {
    tabs: Array.from({ length: cols }, (_, col) => col).filter((col) => tabs[col]),
    margins: scrollTop > 0 || scrollBottom < rows - 1 ? [scrollTop, scrollBottom] : [],
    saved: [Math.min(savedX, cols - 1), Math.max(0, savedY - ybase)],
    savedStyle: [colored(fg), colored(bg) & ~HAS_EXTENDED],
    savedCharset: charsetName(buffer.savedCharset),
  };
}
