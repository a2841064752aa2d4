// xterm.js 6.0 throws inside its parser on "erase above" with the cursor in the last cell of
// the last line there is (nothing has scrolled yet); the output then never goes on.
// This does it instead, in the window's terminals and in the agent's.
import type { Terminal } from '@xterm/xterm';

const ABOVE = 1;

/** What xterm.js itself erases with; private, and checked by a test that fails if it goes. */
interface Eraser {
  _eraseInBufferLine(row: number, from: number, to: number, unwrap: boolean, spare: boolean): void;
  _resetBufferLine(row: number, spare: boolean): void;
}

export type GuardedTerminal = Pick<Terminal, 'parser' | 'buffer' | 'cols'>;

/** Takes the one case over from the terminal. */
export function guardEraseAbove(terminal: GuardedTerminal): void {
  guard(terminal, { final: 'J' }, false);
  guard(terminal, { prefix: '?', final: 'J' }, true); // selective erase: spares what is protected
}

function guard(
  terminal: GuardedTerminal,
  sequence: { prefix?: string; final: string },
  spare: boolean,
): void {
  terminal.parser.registerCsiHandler(sequence, ([what]) => {
    const { cursorX, cursorY, length } = terminal.buffer.active;
    const throws = what === ABOVE && cursorX + 1 >= terminal.cols && cursorY + 1 >= length;
    if (throws) eraseAll(terminal, cursorY, spare);
    return throws;
  });
}

function eraseAll(terminal: GuardedTerminal, lastRow: number, spare: boolean): void {
  const eraser = (terminal as unknown as { _core: { _inputHandler: Eraser } })._core._inputHandler;
  eraser._eraseInBufferLine(lastRow, 0, terminal.cols, true, spare);
  for (let row = lastRow - 1; row >= 0; row--) eraser._resetBufferLine(row, spare);
}
