// What came below the rows that are looked at: counted from where the output was when its reader went
// up, and told at most a few times a second, whatever is printed.
import type { IMarker, Terminal } from '@xterm/xterm';
import { MOST_NEW_LINES, newLines } from '../lib/newLines.ts';

export interface NewBelow {
  lines: number;
  /** There are more than that. */
  more: boolean;
}

type Watched = Pick<
  Terminal,
  'buffer' | 'registerMarker' | 'onRender' | 'onWriteParsed' | 'onScroll' | 'scrollToBottom'
>;

/** Runs something after so many milliseconds; the result prevents that. */
export type Later = (ms: number, run: () => void) => () => void;

const EVERY_MS = 100;

/** Tells of lines below as they come, null while there are none. The function ends it. */
export function watchBelow(
  terminal: Watched,
  told: (below: NewBelow | null) => void,
  later: Later,
): () => void {
  let mark: IMarker | null = null;
  let cancel: (() => void) | null = null;
  const look = (): void => {
    cancel = null;
    const up = isUp(terminal);
    if (!up) mark?.dispose();
    mark = up ? (mark ?? terminal.registerMarker(0)) : null;
    told(mark && belowOf(terminal, mark));
  };
  const soon = (): void => {
    // Where it was when its reader went up is noted at once.
    if (mark === null && isUp(terminal)) return look();
    if (mark !== null) cancel ??= later(EVERY_MS, look);
  };
  const listening = [
    terminal.onRender(soon),
    terminal.onWriteParsed(soon),
    terminal.onScroll(soon),
    terminal.buffer.onBufferChange(soon),
  ];
  return () => {
    cancel?.();
    mark?.dispose();
    for (const one of listening) one.dispose();
  };
}

function isUp({ buffer: { active } }: Watched): boolean {
  return active.type === 'normal' && active.viewportY < active.baseY;
}

function belowOf({ buffer: { active } }: Watched, mark: IMarker): NewBelow | null {
  const end = active.baseY + active.cursorY;
  // Where the text of then is gone from the scrollback, all that there is came since.
  const lines = newLines(active, mark.isDisposed ? -1 : mark.line, end);
  if (lines === 0) return null;
  const more = mark.isDisposed || lines > MOST_NEW_LINES;
  return { lines: Math.min(lines, MOST_NEW_LINES), more };
}
