// xterm.js 6.0 throws on "erase above" with the cursor in the last cell of the last line there
// is, and a program's sequence must not stop the reading of its output. This does it instead.
import type { IDisposable, Terminal } from '@xterm/headless';

const ABOVE = 1;

interface Eraser {
  _eraseInBufferLine(row: number, from: number, to: number, unwrap: boolean, spare: boolean): void;
  _resetBufferLine(row: number, spare: boolean): void;
}

/** Takes the one case over from the terminal; `spare`: of selective erase. */
export function guardEraseAbove(terminal: Terminal): void {
  guard(terminal, { final: 'J' }, false);
  guard(terminal, { prefix: '?', final: 'J' }, true);
}

function guard(
  terminal: Terminal,
  sequence: { prefix?: string; final: string },
  spare: boolean,
): IDisposable {
  return terminal.parser.registerCsiHandler(sequence, ([what]) => {
    const { cursorX, cursorY, length } = terminal.buffer.active;
    const throws = what === ABOVE && cursorX + 1 >= terminal.cols && cursorY + 1 >= length;
    if (throws) eraseAll(terminal, cursorY, spare);
    return throws;
  });
}

function eraseAll(terminal: Terminal, lastRow: number, spare: boolean): void {
  const eraser = (terminal as unknown as { _core: { _inputHandler: Eraser } })._core._inputHandler;
  eraser._eraseInBufferLine(lastRow, 0, terminal.cols, true, spare);
  for (let row = lastRow - 1; row >= 0; row--) eraser._resetBufferLine(row, spare);
}
