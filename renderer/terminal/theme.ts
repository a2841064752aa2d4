// xterm.js paints on its own and can't read CSS tokens, so its colours stand here, chosen
// to sit with styles/tokens.css: same background, same accent.
import type { ITheme } from '@xterm/xterm';
import type { ISearchOptions } from '@xterm/addon-search';

export type ThemeName = 'light' | 'dark';

const dark: ITheme = {
  background: '#14181d',
  foreground: '#e6eaf0',
  cursor: '#e6eaf0',
  cursorAccent: '#14181d',
  selectionBackground: '#2f5480',
  selectionInactiveBackground: '#2b3d54',
  scrollbarSliderBackground: '#98a3b340',
  scrollbarSliderHoverBackground: '#98a3b366',
  scrollbarSliderActiveBackground: '#98a3b399',
  black: '#232a33',
  red: '#f2706b',
  green: '#4ec994',
  yellow: '#f0b34a',
  blue: '#5aa9ff',
  magenta: '#c79bff',
  cyan: '#4cc9d8',
  white: '#c9d1dc',
  brightBlack: '#8a96a6',
  brightRed: '#ff928d',
  brightGreen: '#74e0b0',
  brightYellow: '#ffcb75',
  brightBlue: '#8cc4ff',
  brightMagenta: '#dcbcff',
  brightCyan: '#7fe0ec',
  brightWhite: '#ffffff',
};

const light: ITheme = {
  background: '#ffffff',
  foreground: '#1b222c',
  cursor: '#1b222c',
  cursorAccent: '#ffffff',
  selectionBackground: '#b5d4f7',
  selectionInactiveBackground: '#d7e0ea',
  scrollbarSliderBackground: '#55607040',
  scrollbarSliderHoverBackground: '#55607066',
  scrollbarSliderActiveBackground: '#55607099',
  black: '#1b222c',
  red: '#b3261e',
  green: '#15703f',
  yellow: '#855500',
  blue: '#1360c4',
  magenta: '#8430b8',
  cyan: '#0b6d7d',
  white: '#5b6675',
  brightBlack: '#5b6675',
  brightRed: '#c0342f',
  brightGreen: '#157f52',
  brightYellow: '#8a5a00',
  brightBlue: '#1769d2',
  brightMagenta: '#9440c8',
  brightCyan: '#0d7688',
  brightWhite: '#3c4653',
};

export const TERMINAL_THEMES: Record<ThemeName, ITheme> = { dark, light };

type MatchColours = ISearchOptions['decorations'];

/** How found text is marked; the addon takes only #rrggbb. */
export const MATCH_COLOURS: Record<ThemeName, MatchColours> = {
  dark: {
    matchBackground: '#4a3d1f',
    activeMatchBackground: '#8a6414',
    matchOverviewRuler: '#f0b34a',
    activeMatchColorOverviewRuler: '#ffffff',
  },
  light: {
    matchBackground: '#ffeab8',
    activeMatchBackground: '#ffc94d',
    matchOverviewRuler: '#9a6200',
    activeMatchColorOverviewRuler: '#1b222c',
  },
};
