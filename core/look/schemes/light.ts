// Well-known light schemes, as dark.ts has the dark ones.
import type { Scheme } from '../scheme.ts';

export const LIGHT_SCHEMES: readonly Scheme[] = [
  {
    id: 'solarized-light',
    name: 'Solarized Light',
    background: '#fdf6e3',
    foreground: '#657b83',
    accent: '#268bd2',
    ansi: [
      ...['#073642', '#dc322f', '#859900', '#b58900', '#268bd2', '#d33682', '#2aa198', '#eee8d5'],
      ...['#002b36', '#cb4b16', '#586e75', '#657b83', '#839496', '#6c71c4', '#93a1a1', '#fdf6e3'],
    ],
  },
  {
    id: 'catppuccin-latte',
    name: 'Catppuccin Latte',
    background: '#eff1f5',
    foreground: '#4c4f69',
    accent: '#8839ef',
    cursor: '#dc8a78',
    ansi: [
      ...['#5c5f77', '#d20f39', '#40a02b', '#df8e1d', '#1e66f5', '#ea76cb', '#179299', '#acb0be'],
      ...['#6c6f85', '#d20f39', '#40a02b', '#df8e1d', '#1e66f5', '#ea76cb', '#179299', '#bcc0cc'],
    ],
  },
  {
    id: 'rose-pine-dawn',
    name: 'Rosé Pine Dawn',
    background: '#faf4ed',
    foreground: '#575279',
    accent: '#907aa9',
    ansi: [
      ...['#f2e9e1', '#b4637a', '#286983', '#ea9d34', '#56949f', '#907aa9', '#d7827e', '#575279'],
      ...['#9893a5', '#b4637a', '#286983', '#ea9d34', '#56949f', '#907aa9', '#d7827e', '#575279'],
    ],
  },
  {
    id: 'github-light',
    name: 'GitHub Light',
    background: '#ffffff',
    foreground: '#1f2328',
    accent: '#0969da',
    ansi: [
      ...['#24292f', '#cf222e', '#116329', '#4d2d00', '#0969da', '#8250df', '#1b7c83', '#6e7781'],
      ...['#57606a', '#a40e26', '#1a7f37', '#633c01', '#218bff', '#a475f9', '#3192aa', '#8c959f'],
    ],
  },
];
