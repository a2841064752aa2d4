// Bowline's own schemes: the two that it begins with, and one of the most contrast.
import type { Scheme } from './scheme.ts';

export const BOWLINE_DARK: Scheme = {
  id: 'bowline-dark',
  name: 'Bowline Dark',
  background: '#0f1317',
  foreground: '#dde3ea',
  accent: '#5cbcf0',
  cursor: '#e9eef4',
  selection: '#1f4a66',
  ansi: [
    ...['#2a323b', '#f2777a', '#5fca96', '#eab354', '#62aefc', '#c49bf6', '#4ec5d3', '#c3ccd6'],
    ...['#7f8b99', '#ff9a98', '#83e0b1', '#ffcc7a', '#93c8ff', '#d9bcff', '#84dfe9', '#ffffff'],
  ],
};

export const BOWLINE_LIGHT: Scheme = {
  id: 'bowline-light',
  name: 'Bowline Light',
  background: '#ffffff',
  foreground: '#1c232c',
  accent: '#0b67a3',
  cursor: '#1c232c',
  selection: '#b9dcf4',
  ansi: [
    ...['#1c232c', '#b4281f', '#16703f', '#855500', '#1763c6', '#8232b5', '#0b6c7c', '#5a6573'],
    ...['#5a6573', '#c0342f', '#157f52', '#8a5a00', '#1769d2', '#9440c8', '#0d7688', '#3c4653'],
  ],
};

/** For eyes that need all the contrast there is. */
export const HIGH_CONTRAST: Scheme = {
  id: 'high-contrast',
  name: 'High Contrast',
  background: '#000000',
  foreground: '#ffffff',
  accent: '#6fc3ff',
  ansi: [
    ...['#3a3a3a', '#ff8080', '#66ff99', '#ffe066', '#80bfff', '#ff99ff', '#66ffff', '#f0f0f0'],
    ...['#9a9a9a', '#ffa6a6', '#99ffbb', '#fff099', '#a6d2ff', '#ffbfff', '#a6ffff', '#ffffff'],
  ],
};
