// A terminal's whole state as bytes that make a freshly reset one of the same size look and
// behave like it. Beside the cells of both buffers that are cursor, margins, tab stops, modes,
// character sets and title; left out are colours a program redefined and keys' encodings.
import type { Terminal } from '@xterm/headless';
import { Brush, paintRows, textOf } from './paintRows.ts';
import { charsetName } from './styleText.ts';
import { bufferState, terminalState, type BufferState, type Cell } from './terminalState.ts';

const ESC = '\x1b';
const TAB_WIDTH = 8;
const TITLE_CHARS = 1024;
const DESIGNATE = ['(', ')', '*', '+'];
const SHIFTS = ['\x0f', '\x0e', `${ESC}n`, `${ESC}o`];
const MOUSE_MODES = { none: '', x10: '9', vt200: '1000', drag: '1002', any: '1003' };
const MOUSE_ENCODINGS: Readonly<Record<string, string>> = { SGR: '1006', SGR_PIXELS: '1016' };

/** `scrollback`: how many lines above the screen are to come along, at most. */
export function paintScreen(terminal: Terminal, scrollback: number): string {
  const { normal, alternate, active } = terminal.buffer;
  const brush = new Brush(terminal);
  paintRows(brush, terminal, normal, Math.max(0, normal.baseY - scrollback));
  paintPlaces(brush, terminal, bufferState(terminal, 'normal'));
  if (active.type === 'alternate') {
    brush.put(`${ESC}[?1047h${ESC}[r${ESC}[H`);
    paintRows(brush, terminal, alternate, 0);
    paintPlaces(brush, terminal, bufferState(terminal, 'alt'));
  }
  paintCursor(brush, terminal);
  brush.put(titleAndCharsets(terminal));
  brush.use(terminalState(terminal).pen);
  brush.put(modes(terminal));
  return brush.take();
}

/** Tab stops, margins and the saved cursor, which each buffer has of its own. */
function paintPlaces(brush: Brush, { cols, rows }: Terminal, buffer: BufferState): void {
  brush.put(tabStops(buffer, cols));
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

function tabStops({ tabs }: BufferState, cols: number): string {
  const stops = Array.from({ length: cols }, (_, col) => col).filter((col) => tabs[col]);
  const usual = stops.every((col, index) => col === index * TAB_WIDTH);
  if (usual && stops.length === Math.ceil(cols / TAB_WIDTH)) return '';
  return `${ESC}[3g${stops.map((col) => `${ESC}[${col + 1}G${ESC}H`).join('')}`;
}

function paintCursor(brush: Brush, terminal: Terminal): void {
  const { active } = terminal.buffer;
  const { scrollTop } = bufferState(terminal, active.type === 'normal' ? 'normal' : 'alt');
  const { originMode } = terminal.modes;
  if (originMode) brush.put(`${ESC}[?6h`);
  const row = active.cursorY - (originMode ? scrollTop : 0) + 1;
  const col = Math.min(active.cursorX, terminal.cols - 1);
  brush.put(`${ESC}[${row};${col + 1}H`);
  if (active.cursorX >= terminal.cols) paintLastCell(brush, terminal);
}

/** Prints what stands in the last column once more, so that the next character wraps. */
function paintLastCell(brush: Brush, { buffer, cols }: Terminal): void {
  const line = buffer.active.getLine(buffer.active.baseY + buffer.active.cursorY)!;
  let col = cols - 1;
  if (line.getCell(col)!.getWidth() === 0) col--;
  const cell = line.getCell(col) as Cell;
  const text = textOf(cell, col, cols);
  if (text === '') return; // it was cleared since, which no terminal can be brought to do
  brush.put(`${ESC}[${col + 1}G`);
  brush.use(cell);
  brush.put(text);
}

function titleAndCharsets(terminal: Terminal): string {
  const { title, charsets, charsetInUse } = terminalState(terminal);
  let text = title ? `${ESC}]2;${title.slice(0, TITLE_CHARS)}\x07` : '';
  for (const [index, designate] of DESIGNATE.entries()) {
    const name = charsetName(charsets[index]);
    if (name !== 'B') text += `${ESC}${designate}${name}`;
  }
  return charsetInUse > 0 ? text + (SHIFTS[charsetInUse] ?? '') : text;
}

function modes(terminal: Terminal): string {
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
