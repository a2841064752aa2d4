// A terminal's whole state as bytes that make a freshly reset one of the same size look and
// behave like it. Beside the cells of both buffers that are cursor, margins, tab stops, modes,
// character sets and title; left out are colours a program redefined and keys' encodings.
import { Brush, isHalf, paintRows, textOf } from './paintRows.ts';
import { charsetName, isPlain } from './styleText.ts';
import {
  bufferState,
  isInText,
  terminalState,
  type BufferState,
  type Cell,
  type ScreenTerminal,
} from './terminalState.ts';

const ESC = '\x1b';
const TAB_WIDTH = 8;
const TITLE_CHARS = 1024;
const DESIGNATE = ['(', ')', '*', '+'];
const SHIFTS = ['\x0f', '\x0e', `${ESC}n`, `${ESC}o`];
const MOUSE_MODES = { none: '', x10: '9', vt200: '1000', drag: '1002', any: '1003' };
const MOUSE_ENCODINGS: Readonly<Record<string, string>> = { SGR: '1006', SGR_PIXELS: '1016' };

/** `scrollback`: how many lines above the screen are to come along, at most. */
export function paintScreen(terminal: ScreenTerminal, scrollback: number): string {
  return [...paintSteps(terminal, scrollback)].join('');
}

/** The same line by line, for a terminal that stays as it is meanwhile. */
export function* paintSteps(terminal: ScreenTerminal, scrollback: number): Generator<string> {
  const { normal, alternate, active } = terminal.buffer;
  const brush = new Brush(terminal);
  const first = Math.max(0, normal.baseY - scrollback);
  for (const _ of paintRows(brush, terminal, normal, first)) yield brush.take();
  paintPlaces(brush, terminal, 'normal');
  if (active.type === 'alternate') {
    brush.put(`${ESC}[?1047h${ESC}[r${ESC}[H`);
    for (const _ of paintRows(brush, terminal, alternate, alternate.baseY)) yield brush.take();
    paintPlaces(brush, terminal, 'alt');
  }
  yield brush.take() + ending(brush, terminal);
}

function ending(brush: Brush, terminal: ScreenTerminal): string {
  paintCursor(brush, terminal);
  brush.put(titleAndCharsets(terminal));
  brush.use(terminalState(terminal).pen);
  brush.put(modes(terminal));
  brush.put(lastCharacter(terminal));
  return brush.take();
}

/** Tab stops, margins and the saved cursor, which each buffer has of its own. */
function paintPlaces(brush: Brush, terminal: ScreenTerminal, which: 'normal' | 'alt'): void {
  const { cols, rows } = terminal;
  const buffer = bufferState(terminal, which);
  // The alternate screen of a terminal in use may have stops of its own from long ago.
  if (which === 'alt' || !hasUsualTabStops(buffer, cols)) brush.put(tabStops(buffer, cols));
  const { scrollTop, scrollBottom } = buffer;
  if (scrollTop > 0 || scrollBottom < rows - 1) {
    brush.put(`${ESC}[${scrollTop + 1};${scrollBottom + 1}r`);
  }
  const savedRow = Math.max(0, buffer.savedY - buffer.ybase);
  brush.put(`${ESC}[${savedRow + 1};${buffer.savedX + 1}H`);
  brush.use(buffer.savedCurAttrData);
  const charset = charsetName(buffer.savedCharset);
  brush.put(charset === 'B' ? `${ESC}7` : `${ESC}(${charset}${ESC}7${ESC}(B`);
  brush.plain();
}

/**
 * What an earlier stay on the alternate screen left for the next one, where that isn't shown: its saved
 * cursor's style. To be painted first; where that cursor stands is said apart.
 */
export function leftBehind(terminal: ScreenTerminal): string {
  const { savedCurAttrData, savedCharset } = bufferState(terminal, 'alt');
  const isUsual = isPlain(savedCurAttrData) && charsetName(savedCharset) === 'B';
  if (isUsual || terminal.buffer.active.type === 'alternate') return '';
  const brush = new Brush(terminal);
  brush.put(`${ESC}[?1047h`);
  paintPlaces(brush, terminal, 'alt');
  brush.put(`${ESC}[?1047l${ESC}[H`);
  return brush.take();
}

function hasUsualTabStops({ tabs }: BufferState, cols: number): boolean {
  const columns = Array.from({ length: cols }, (_, col) => col);
  return columns.every((col) => Boolean(tabs[col]) === (col % TAB_WIDTH === 0));
}

function tabStops({ tabs }: BufferState, cols: number): string {
  const stops = Array.from({ length: cols }, (_, col) => col).filter((col) => tabs[col]);
  return `${ESC}[3g${stops.map((col) => `${ESC}[${col + 1}G${ESC}H`).join('')}`;
}

function paintCursor(brush: Brush, terminal: ScreenTerminal): void {
  const { active } = terminal.buffer;
  if (terminal.modes.originMode) brush.put(`${ESC}[?6h`);
  const last = active.cursorX >= terminal.cols ? cellBefore(terminal) : undefined;
  brush.put(moveTo(terminal, last?.col ?? Math.min(active.cursorX, terminal.cols - 1)));
  if (!last) return;
  // Printed once more, so that the next character wraps.
  brush.use(last.cell);
  brush.put(last.text);
}

/** Moves to a column of the cursor's row. */
function moveTo(terminal: ScreenTerminal, col: number): string {
  const { active } = terminal.buffer;
  const { scrollTop } = bufferState(terminal, active.type === 'normal' ? 'normal' : 'alt');
  const row = Math.max(0, active.cursorY - (terminal.modes.originMode ? scrollTop : 0)) + 1;
  return `${ESC}[${row};${col + 1}H`;
}

/** What stands before the cursor; undefined when that was cleared since, or is half of something. */
function cellBefore({
  buffer,
  cols,
}: ScreenTerminal): { col: number; cell: Cell; text: string } | undefined {
  const { active } = buffer;
  const line = active.getLine(active.baseY + active.cursorY)!;
  const before = Math.min(active.cursorX, cols) - 1;
  const col = before > 0 && isHalf(line.getCell(before)!) ? before - 1 : before;
  const cell = line.getCell(col) as Cell | undefined;
  const text = cell ? textOf(cell, col, cols) : '';
  return cell && text !== '' ? { col, cell, text } : undefined;
}

/** Prints the last character once more, in its own style still, for a mark that comes next. */
function lastCharacter(terminal: ScreenTerminal): string {
  const { charsets, charsetInUse } = terminalState(terminal);
  const moves = terminal.modes.insertMode || charsetName(charsets[charsetInUse]) !== 'B';
  const last = isInText(terminal) && !moves ? cellBefore(terminal) : undefined;
  return last && last.cell.getWidth() > 0 ? `${moveTo(terminal, last.col)}${last.text}` : '';
}

function titleAndCharsets(terminal: ScreenTerminal): string {
  const { title, charsets, charsetInUse } = terminalState(terminal);
  let text = title ? `${ESC}]2;${title.slice(0, TITLE_CHARS)}\x07` : '';
  for (const [index, designate] of DESIGNATE.entries()) {
    const name = charsetName(charsets[index]);
    if (name !== 'B') text += `${ESC}${designate}${name}`;
  }
  return charsetInUse > 0 ? text + (SHIFTS[charsetInUse] ?? '') : text;
}

function modes(terminal: ScreenTerminal): string {
  const { modes: on } = terminal;
  const { cursorHidden, cursorStyle, mouseEncoding, newLineMode } = terminalState(terminal);
  const changed = [
    [on.applicationCursorKeysMode, '[?1h'],
    [on.applicationKeypadMode, '='],
    [on.bracketedPasteMode, '[?2004h'],
    [on.reverseWraparoundMode, '[?45h'],
    [on.sendFocusMode, '[?1004h'],
    [MOUSE_MODES[on.mouseTrackingMode] !== '', `[?${MOUSE_MODES[on.mouseTrackingMode]}h`],
    [mouseEncoding in MOUSE_ENCODINGS, `[?${MOUSE_ENCODINGS[mouseEncoding]}h`],
    [cursorHidden, '[?25l'],
    [cursorStyle > 0, `[${cursorStyle} q`],
    [!on.wraparoundMode, '[?7l'],
    [on.insertMode, '[4h'],
    [newLineMode, '[20h'],
  ] as const;
  return changed.map(([isOn, sequence]) => (isOn ? `${ESC}${sequence}` : '')).join('');
}
