// Lines of Bowline's own inside a terminal ("Connection lost. 2.4 MB skipped."). They are
// text in the buffer, so they scroll and copy, and carry a bar that no program can draw.
import type { Terminal } from '@xterm/xterm';

type Screen = Pick<Terminal, 'write' | 'buffer' | 'registerMarker' | 'registerDecoration'>;

// CAN ends an escape sequence that a cut connection left open; else it would eat the note.
const CANCEL_SEQUENCE = '\x18';
const ITALIC_ACCENT = '\x1b[0;3;34m';
const PLAIN = '\x1b[0m';

/**
 * Writes a marked line below what the terminal holds so far and calls `done` when it stands.
 * Nothing else may be written before that: the caller holds later output back.
 */
export function writeNote(screen: Screen, text: string, done: () => void): void {
  screen.write(CANCEL_SEQUENCE, () => {
    // Only now is all earlier output parsed and the cursor where the program left it.
    const start = screen.buffer.active.cursorX > 0 ? '\r\n' : '';
    screen.write(`${start}${ITALIC_ACCENT}── ${printable(text)}${PLAIN}\r\n`, () => {
      mark(screen, text.length + 3);
      done();
    });
  });
}

// A note may quote a remote's message: no control character of it reaches the parser.
function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

function mark(screen: Screen, cells: number): void {
  const columns = screen.buffer.active.getLine(0)?.length ?? 80;
  const height = Math.max(1, Math.ceil(cells / columns));
  const marker = screen.registerMarker(-height);
  const bar = marker && screen.registerDecoration({ marker, width: columns, height });
  bar?.onRender((element) => element.classList.add('note-line'));
}
