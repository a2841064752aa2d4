// Another program takes the terminal over. What the last one set and could not take back (it
// died, or its connection did) goes; its text stays, and the new one begins below it.
import type { Terminal } from '@xterm/xterm';

type Screen = Pick<Terminal, 'write' | 'buffer' | 'rows'>;

// CAN ends an escape sequence that was left open.
const CANCEL_SEQUENCE = '\x18';
const LEAVE_ALTERNATE_SCREEN = '\x1b[?1049l';
/** Margins, attributes, origin, application keys, cursor, and the character sets. */
const SOFT_RESET = '\x1b[!p\x1b(B\x1b)B\x0f\x1b>\x1b[?25h\x1b[0 q';
const MOUSE_OFF = '\x1b[?9;1000;1002;1003;1005;1006;1015;1016l';
/** Focus reports, bracketed paste, held-back painting, reverse wrap; insert and line-feed mode. */
const MODES_OFF = '\x1b[?1;45;1004;2004;2026l\x1b[4;20l\x1b[?7h';
/** The palette, text, ground and cursor colours, and a link that is still open. */
const COLOURS_RESET = '\x1b]104\x1b\\\x1b]110\x1b\\\x1b]111\x1b\\\x1b]112\x1b\\\x1b]8;;\x1b\\';

/** Clears the way for another program's output and calls `done`; nothing may be written before. */
export function makeFresh(screen: Screen, done: () => void): void {
  screen.write(CANCEL_SEQUENCE, () => {
    const leave = screen.buffer.active.type === 'alternate' ? LEAVE_ALTERNATE_SCREEN : '';
    screen.write(`${leave}${SOFT_RESET}${MOUSE_OFF}${MODES_OFF}${COLOURS_RESET}`, () => {
      screen.write(belowText(screen), done);
    });
  });
}

/** A terminal that came in part only: nothing stays of it, not even its scrollback. */
export const NOTHING_LEFT = `${CANCEL_SEQUENCE}\x1bc\x1b[20l${COLOURS_RESET}`;

/**
 * A program that died can't clean up: mouse reports would keep people from selecting its last
 * words, and painting may be held back. Its picture stays, full screen or not.
 */
export const LAST_WORDS_READABLE = `${CANCEL_SEQUENCE}${MOUSE_OFF}\x1b[?2026l`;

/** Moves the cursor to a new line under all that is on the screen; stays on an empty one. */
function belowText({ buffer, rows }: Screen): string {
  const { active } = buffer;
  const isBlank = (y: number) =>
    (active.getLine(active.baseY + y)?.translateToString(true) ?? '') === '';
  let last = rows - 1;
  while (last > active.cursorY && isBlank(last)) last--;
  const onEmptyLine = last === active.cursorY && active.cursorX === 0 && isBlank(last);
  return onEmptyLine ? '' : `\x1b[${last + 1};1H\r\n`;
}
