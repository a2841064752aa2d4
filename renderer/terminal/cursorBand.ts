// Where on the page a terminal's rows are, for what lies over it and must leave some of them free.
import type { Terminal } from '@xterm/xterm';
import type { Band } from '../lib/cards.ts';

/** The cursor's row, in pixels of the page; null while it is scrolled out of sight. */
export function cursorBand(terminal: Terminal): Band | null {
  const { baseY, cursorY, viewportY } = terminal.buffer.active;
  return rowBand(terminal, baseY + cursorY - viewportY);
}

/** A row of what is shown, counted from 0; null for none. */
export function rowBand(terminal: Terminal, row: number): Band | null {
  const screen = terminal.element?.querySelector('.xterm-screen');
  if (!screen || row < 0 || row >= terminal.rows) return null;
  const { top, height } = screen.getBoundingClientRect();
  const each = height / terminal.rows;
  return { top: top + row * each, bottom: top + (row + 1) * each };
}

/** Hears of each picture: only then can the cursor be seen in another row. The function ends it. */
export function onPicture(terminal: Terminal, heard: () => void): () => void {
  const listening = [terminal.onRender(heard), terminal.onResize(heard)];
  return () => listening.forEach((one) => one.dispose());
}
