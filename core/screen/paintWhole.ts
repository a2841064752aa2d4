// A terminal of a window, painted for another window: with all its scrollback, and with what an
// agent's screen leaves out because it would be kept from its reader by that, or isn't there.
import { internals, type Colors, type ScreenTerminal } from './internals.ts';
import { leftBehind, paintSteps } from './paintScreen.ts';
import { unfinishedSequence } from './unfinishedSequence.ts';

const ESC = '\x1b';
const END = `${ESC}\\`;

/** The whole as text, line by line; the terminal must stay as it is meanwhile. */
export function* paintWhole(terminal: ScreenTerminal): Generator<string> {
  yield leftBehind(terminal);
  yield* paintSteps(terminal, Infinity);
  yield changedColors(terminal) + cursorBlink(terminal) + heldPainting(terminal);
  yield unfinishedSequence(terminal);
}

/** Colours that a program redefined. */
function changedColors(terminal: ScreenTerminal): string {
  const theme = internals(terminal)._themeService;
  if (!theme) return '';
  const { colors, _restoreColors: usual } = theme;
  const changed = (one: 'foreground' | 'background' | 'cursor', command: number): string =>
    colors[one].rgba === usual[one].rgba ? '' : `${ESC}]${command};${named(colors[one])}${END}`;
  const named256 = colors.ansi.map((color, index) =>
    color.rgba === usual.ansi[index]!.rgba ? '' : `${ESC}]4;${index};${named(color)}${END}`,
  );
  return [
    ...named256,
    changed('foreground', 10),
    changed('background', 11),
    changed('cursor', 12),
  ].join('');
}

function named({ rgba }: Colors['cursor']): string {
  const parts = [24, 16, 8].map((shift) => ((rgba >>> shift) & 0xff).toString(16).padStart(2, '0'));
  return `rgb:${parts.join('/')}`;
}

function cursorBlink({ options }: ScreenTerminal): string {
  return `${ESC}[?12${options.cursorBlink ? 'h' : 'l'}`;
}

/** The program is in the middle of a picture, and says when that may be shown. */
function heldPainting(terminal: ScreenTerminal): string {
  const { synchronizedOutput } = internals(terminal).coreService.decPrivateModes;
  return synchronizedOutput ? `${ESC}[?2026h` : '';
}
