// One line about the connection, below the one that the cursor is on. The lines under it make
// room and come back when it goes; the cursor, and how the program writes, stay as they are.

const SAVE = '\x1b7';
const RESTORE = '\x1b8';
/** Down by one, where the last line makes the screen scroll, and up again in the same column. */
const MAKE_ROOM = '\x1bD\x1b[A';
const LINE_BELOW = '\x1b[B\r';
const INSERT_LINE = '\x1b[L';
const DELETE_LINE = '\x1b[M';
const CLEAR_LINE = '\x1b[2K';
/** A line that comes anew has the colour that is written in. */
const PLAIN = '\x1b[m';
const REVERSE = '\x1b[0;7m';

export class StatusLine {
  readonly #write: (text: string) => void;
  readonly #cols: () => number;
  #shown = '';

  /** `cols`: how wide the terminal is now. */
  constructor(write: (text: string) => void, cols: () => number) {
    this.#write = write;
    this.#cols = cols;
  }

  /** Shows one line of words that were made fit for a terminal, as much of it as there is room for. */
  show(words: string): void {
    const text = fitting(words, this.#cols() - 1);
    if (text === this.#shown || text === '') return;
    const line = this.#shown === '' ? INSERT_LINE : CLEAR_LINE;
    const room = this.#shown === '' ? MAKE_ROOM : '';
    this.#shown = text;
    this.#write(`${room}${SAVE}${LINE_BELOW}${PLAIN}${line}${REVERSE}${text}${PLAIN}${RESTORE}`);
  }

  hide(): void {
    if (this.#shown === '') return;
    this.#shown = '';
    this.#write(`${SAVE}${LINE_BELOW}${PLAIN}${DELETE_LINE}${RESTORE}`);
  }
}

/** What isn't plain may be two columns wide, and nothing may reach the last one and wrap. */
function fitting(words: string, cols: number): string {
  let width = 0;
  let text = '';
  for (const character of words) {
    width += character < '\x7f' ? 1 : 2;
    if (width > cols) return text;
    text += character;
  }
  return text;
}
