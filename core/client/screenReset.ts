// What is written to a terminal before a screen: it must be as if freshly reset, but what the
// user has in the scrollback, and a mark that says where output is missing, is worth keeping.
import type { Screen } from './screenParts.ts';

const ESC = '\x1b';

const LEAVE_ALTERNATE_SCREEN = `${ESC}[?1049l`;
/** Margins, attributes, saved cursor and the older modes, but no cell. */
const SOFT_RESET = `${ESC}[!p${ESC}(B${ESC})B\x0f`;
const MOUSE_OFF = `${ESC}[?9;1000;1002;1003;1005;1006;1015;1016l`;
/** Modes that a soft reset leaves alone somewhere: focus, pasting, line ends, wrapping. */
const MODES_RESET = `${ESC}[?1004;2004;2026;45l${ESC}[4;20l${ESC}[?7h`;
const CURSOR_AS_THE_USER_LIKES_IT = `${ESC}[0 q`;
const TAB_WIDTH = 8;

/** An upper bound of what `clearingFor` gives. */
export const MAX_CLEARING_BYTES = 256 * 1024;

/** Clears a terminal for a screen: the lines down to the cursor move up into the scrollback. */
export function clearingFor({ cols, rows }: Pick<Screen, 'cols' | 'rows'>): Uint8Array {
  const modes = `${SOFT_RESET}${MOUSE_OFF}${MODES_RESET}${CURSOR_AS_THE_USER_LIKES_IT}`;
  const scrollUp = `\r${'\n'.repeat(rows)}`;
  const clear = `${ESC}[H${ESC}[2J`;
  return new TextEncoder().encode(
    `${LEAVE_ALTERNATE_SCREEN}${modes}${scrollUp}${clear}${tabStops(cols)}${ESC}[H`,
  );
}

/** The usual tab stops, set one by one: every terminal knows that. It moves the cursor. */
export function tabStops(cols: number): string {
  let stops = `${ESC}[3g`;
  for (let col = 0; col < cols; col += TAB_WIDTH) stops += `${ESC}[${col + 1}G${ESC}H`;
  return stops;
}
