// Fonts by their names: which of a CSS list there are, and what is offered to choose from.
import type { InstalledFont } from '../../electron/ipc/contract.ts';

/** Monospaced ones that people have, tried where the system doesn't say what there is. */
export const KNOWN_FONTS: readonly string[] = [
  ...['JetBrains Mono', 'Cascadia Mono', 'Cascadia Code', 'Consolas', 'Courier New', 'Menlo'],
  ...['Monaco', 'SF Mono', 'Fira Code', 'Fira Mono', 'Hack', 'Iosevka', 'Iosevka Term'],
  ...['Source Code Pro', 'IBM Plex Mono', 'Ubuntu Mono', 'DejaVu Sans Mono', 'Noto Sans Mono'],
  ...['Liberation Mono', 'Roboto Mono', 'Inconsolata', 'Anonymous Pro', 'Victor Mono'],
  ...['Lucida Console', 'Geist Mono', 'Commit Mono', 'Monaspace Neon', 'Berkeley Mono'],
];

const GENERIC = new Set(['monospace', 'serif', 'sans-serif', 'system-ui', 'ui-monospace']);

/** The names in a CSS font-family, without their quotes. */
export function familiesIn(list: string): string[] {
  const parts = list.match(/\s*(?:"[^"]*"|'[^']*')\s*|[^,]+/g) ?? [];
  return parts.map((part) => part.trim().replace(/^(["'])(.*)\1$/, '$2')).filter(Boolean);
}

const TEXT = 'mmMWwliI10@#—';
const drawing = (): CanvasRenderingContext2D => document.createElement('canvas').getContext('2d')!;

/** Whether a font of this name is installed, or brought along: text in it is of other widths. */
export function isThere(name: string): boolean {
  if (GENERIC.has(name) || bundled(name)) return true;
  const canvas = drawing();
  const width = (families: string): number => {
    canvas.font = `72px ${families}`;
    return canvas.measureText(TEXT).width;
  };
  return ['monospace', 'serif', 'sans-serif'].some(
    (other) => width(`${JSON.stringify(name)}, ${other}`) !== width(other),
  );
}

function bundled(name: string): boolean {
  return [...document.fonts].some(({ family }) => family.replaceAll('"', '') === name);
}

/** With whether its characters are of one width. */
export function measured(name: string): InstalledFont {
  const canvas = drawing();
  canvas.font = `72px ${JSON.stringify(name)}`;
  return { name, mono: canvas.measureText('iiii').width === canvas.measureText('WWWW').width };
}

/** Monospaced ones first; what is chosen is among them whether it is installed or not. */
export function fontChoices(
  fonts: readonly InstalledFont[],
  chosen: string,
): { value: string; label: string }[] {
  const mono = fonts.filter((font) => font.mono);
  const others = fonts.filter((font) => !font.mono);
  const names = [...mono, ...others].map(({ name }) => name);
  const all = names.includes(chosen) || chosen === '' ? names : [chosen, ...names];
  return all.map((name) => ({ value: name, label: name }));
}
