// A terminal without a screen, set up as the window's is, so that both draw the same.
import { Unicode11Addon } from '@xterm/addon-unicode11';
import headless, { type Terminal } from '@xterm/headless';
import { guardEraseAbove } from '../../core/screen/eraseAbove.ts';
import { parse, resetParser } from '../../core/screen/terminalState.ts';
import { LIMITS } from '../../core/wire/protocol.ts';

/** Lines above the screen that are kept, where they are no longer than usual. */
export const SCROLLBACK_LINES = 1000;
/** Cells that scrollback and screen have together, at 12 bytes each; wide lines are kept fewer. */
const MAX_CELLS = 256 * 1024;
/** xterm.js knows no terminal with a single column. */
const MIN_COLS = 2;
/** What the parser can't take costs at most so much of the output around it. */
const PIECE_BYTES = 16 * 1024;

export interface Size {
  cols: number;
  rows: number;
}

export function makeTerminal(size: Size): Terminal {
  const terminal = new headless.Terminal({
    ...clamped(size),
    scrollback: scrollbackOf(size),
    allowProposedApi: true,
    logLevel: 'off',
  });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  guardEraseAbove(terminal);
  return terminal;
}

export function resizeTerminal(terminal: Terminal, size: Size): void {
  const { cols, rows } = clamped(size);
  terminal.options.scrollback = scrollbackOf(size);
  terminal.resize(cols, rows);
}

/** Parses output. What the parser throws on is left out. */
export function feedTerminal(terminal: Terminal, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.byteLength; at += PIECE_BYTES) {
    try {
      parse(terminal, bytes.subarray(at, at + PIECE_BYTES));
    } catch {
      resetParser(terminal);
    }
  }
}

/**
 * So many line feeds push out all that a terminal of that size shows and keeps: one for each row
 * brings the cursor to the last one at the latest, each further one moves everything up by a line.
 */
export function linesKept(size: Size): number {
  return 2 * clamped(size).rows + scrollbackOf(size);
}

function clamped({ cols, rows }: Size): Size {
  const { maxCols, maxRows } = LIMITS;
  return { cols: Math.max(MIN_COLS, Math.min(cols, maxCols)), rows: Math.min(rows, maxRows) };
}

function scrollbackOf(size: Size): number {
  const { cols, rows } = clamped(size);
  return Math.min(SCROLLBACK_LINES, Math.max(0, Math.floor(MAX_CELLS / cols) - rows));
}
