// Places in a terminal that no output leads to: a cursor beyond its margins, or behind a last column
// that was cleared. Read from one terminal and set in another, which has the same cells.
import type { IMarker, Terminal } from '@xterm/headless';
import { bufferState } from './terminalState.ts';
import { internals, type BufferState, type ScreenTerminal } from './internals.ts';

export interface ExactState {
  /** On the screen; `x` may be behind the last column. That of the screen that isn't shown counts, too. */
  cursors: [normal: Place, alternate: Place];
  /** `y` counts from the first line of the scrollback, of the alternate screen from its first. */
  saved: [normal: Place, alternate: Place];
  /** What the parser knows of the last character: a mark combines with it. */
  joins: number;
  /** Lines between what is looked at and the screen. */
  scrolledUp: number;
}

interface Place {
  x: number;
  y: number;
}

/** A saved cursor may be beyond a terminal that became smaller: xterm.js brings it back itself. */
const FARTHEST = 0xff_ffff;

/** Of what the parser knows of a character: how wide it is; all else in it says it may be joined. */
const WIDTHS = [0, 0, 1, 1, 2, 2];

export function exactState(terminal: ScreenTerminal): ExactState {
  const [normal, alternate] = [bufferState(terminal, 'normal'), bufferState(terminal, 'alt')];
  return {
    cursors: [cursorPlace(normal), cursorPlace(alternate)],
    saved: [savedPlace(normal, 0), savedPlace(alternate, alternate.ybase)],
    joins: internals(terminal)._inputHandler._parser.precedingJoinState,
    scrolledUp: normal.ybase - normal.ydisp,
  };
}

/** Whatever the numbers are: they are brought within what the terminal has. */
export function restoreExactly(
  terminal: ScreenTerminal & Pick<Terminal, 'scrollLines'>,
  { cursors, saved, joins, scrolledUp }: ExactState,
): void {
  for (const [at, which] of (['normal', 'alt'] as const).entries()) {
    const buffer = bufferState(terminal, which);
    buffer.x = within(cursors[at]!.x, terminal.cols);
    buffer.y = within(cursors[at]!.y, terminal.rows - 1);
    buffer.savedX = within(saved[at]!.x, FARTHEST);
    buffer.savedY = within(saved[at]!.y, FARTHEST);
  }
  const width = WIDTHS[joins];
  const { _parser } = internals(terminal)._inputHandler;
  _parser.precedingJoinState = width !== undefined && width <= activeState(terminal).x ? joins : 0;
  scrollUp(terminal, scrolledUp);
}

/** A marker on a line of the normal screen, whichever is shown; undefined for one that is not there. */
export function markLine(terminal: ScreenTerminal, line: number): IMarker | undefined {
  const isThere = line < terminal.buffer.normal.length;
  return isThere ? bufferState(terminal, 'normal').addMarker(line) : undefined;
}

function activeState(terminal: ScreenTerminal): BufferState {
  return bufferState(terminal, terminal.buffer.active.type === 'normal' ? 'normal' : 'alt');
}

function cursorPlace({ x, y }: BufferState): Place {
  return { x, y };
}

// What a smaller alternate screen has no room for stays behind above it, and isn't painted.
function savedPlace({ savedX, savedY }: BufferState, above: number): Place {
  return { x: savedX, y: Math.max(0, savedY - above) };
}

function scrollUp(
  terminal: ScreenTerminal & Pick<Terminal, 'scrollLines'>,
  scrolledUp: number,
): void {
  const normal = bufferState(terminal, 'normal');
  const lines = within(scrolledUp, normal.ybase);
  if (terminal.buffer.active.type === 'alternate') normal.ydisp = normal.ybase - lines;
  else if (lines > 0) terminal.scrollLines(-lines);
}

function within(number: number, most: number): number {
  return Math.max(0, Math.min(number, most));
}
