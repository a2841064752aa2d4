// Lines of Bowline's own inside a terminal ("Connection lost. 2.4 MB skipped."). They are
// text in the buffer, so they scroll and copy, and carry a bar that no program can draw.
import type { IMarker, Terminal } from '@xterm/xterm';

type Screen = Pick<Terminal, 'write' | 'buffer' | 'registerMarker' | 'registerDecoration'>;

// CAN ends an escape sequence that a cut connection left open; else it would eat the note.
const CANCEL_SEQUENCE = '\x18';
const ITALIC_ACCENT = '\x1b[0;3;34m';
const PLAIN = '\x1b[0m';

/** Where a note stands: its first line, counted from that of the scrollback, and lines. */
export interface NotePlace {
  line: number;
  height: number;
}

export class Notes {
  readonly #screen: Screen;
  #marked: { marker: IMarker; height: number }[] = [];

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Notes that are still in the scrollback, the oldest first. */
  get places(): NotePlace[] {
    this.#forgetGone();
    return this.#marked.map(({ marker, height }) => ({ line: marker.line, height }));
  }

  /**
   * Writes a marked line below what the terminal holds so far and calls `done` when it stands.
   * Nothing else may be written before that: the caller holds later output back.
   */
  write(text: string, done: () => void): void {
    const screen = this.#screen;
    screen.write(CANCEL_SEQUENCE, () => {
      // Only now is all earlier output parsed and the cursor where the program left it.
      const start = screen.buffer.active.cursorX > 0 ? '\r\n' : '';
      screen.write(`${start}${ITALIC_ACCENT}── ${printable(text)}${PLAIN}\r\n`, () => {
        const height = Math.max(1, Math.ceil((text.length + 3) / this.#columns));
        this.mark(screen.registerMarker(-height), height);
        done();
      });
    });
  }

  /** Marks lines as a note's. */
  mark(marker: IMarker | undefined, height: number): void {
    if (!marker) return;
    this.#forgetGone();
    this.#marked.push({ marker, height });
    const bar = this.#screen.registerDecoration({ marker, width: this.#columns, height });
    bar?.onRender((element) => element.classList.add('note-line'));
  }

  get #columns(): number {
    return this.#screen.buffer.active.getLine(0)?.length ?? 80;
  }

  #forgetGone(): void {
    this.#marked = this.#marked.filter(({ marker }) => !marker.isDisposed);
  }
}

// A note may quote a remote's message: no control character of it reaches the parser.
function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
