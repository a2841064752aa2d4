// xterm.js paints on its own and can't read CSS, so it is handed the colours of the look in force.
import type { ITheme } from '@xterm/xterm';
import type { Tokens } from '../../core/look/derive.ts';
import { tokenOf } from '../lib/look.ts';
import type { MatchColours } from './find/marks.ts';

export type ThemeName = 'light' | 'dark';

/** In the order of a scheme's sixteen. */
const ANSI = [
  ...['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'],
  ...['brightBlack', 'brightRed', 'brightGreen', 'brightYellow'],
  ...['brightBlue', 'brightMagenta', 'brightCyan', 'brightWhite'],
] as const;

export function terminalTheme(tokens: Tokens): ITheme {
  const token = (name: string) => tokenOf(tokens, name);
  const faint = token('ink-faint');
  const selected = token('term-sel-text');
  return {
    background: token('term-bg'),
    foreground: token('term-fg'),
    cursor: token('term-cursor'),
    cursorAccent: token('term-cursor-text'),
    selectionBackground: token('term-sel'),
    ...(selected && { selectionForeground: selected }),
    scrollbarSliderBackground: `${faint}40`,
    scrollbarSliderHoverBackground: `${faint}66`,
    scrollbarSliderActiveBackground: `${faint}99`,
    ...Object.fromEntries(ANSI.map((name, at) => [name, token(`ansi-${at}`)])),
  };
}

/** How found text is marked, the current one loudest. */
export function matchColours(tokens: Tokens): MatchColours {
  const token = (name: string) => tokenOf(tokens, name);
  return { match: token('match'), now: token('match-now'), onNow: token('on-match-now') };
}
