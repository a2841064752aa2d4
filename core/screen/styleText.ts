// A style as the sequence that sets it, whatever was set before.
import type { Charset, Style } from './terminalState.ts';

const FLAGS: readonly (readonly [keyof Style, number])[] = [
  ['isBold', 1],
  ['isDim', 2],
  ['isItalic', 3],
  ['isBlink', 5],
  ['isInverse', 7],
  ['isInvisible', 8],
  ['isStrikethrough', 9],
  ['isOverline', 53],
];

/** Equal texts mean equal styles. */
export function styleText(style: Style): string {
  const codes: (number | string)[] = [0];
  for (const [is, code] of FLAGS) if ((style[is] as () => number)()) codes.push(code);
  codes.push(...underline(style));
  codes.push(...foreground(style), ...background(style));
  const sgr = codes.length === 1 ? '\x1b[m' : `\x1b[${codes.join(';')}m`;
  return style.isProtected() ? `${sgr}\x1b[1"q` : sgr;
}

/** True when a cell of this style that holds nothing also shows nothing. */
export function isPlain(style: Style): boolean {
  return style.fg === 0 && style.bg === 0;
}

const UNDERLINED = 0x1000_0000;
const COLOR_MODE = 0x300_0000;
const RGB_MODE = 0x300_0000;
const PALETTE_256_MODE = 0x200_0000;

function underline({ fg, extended: { _ext: ext } }: Style): string[] {
  const kind = (ext >>> 26) & 7;
  const line = fg & UNDERLINED ? [`4:${kind || 1}`] : [];
  // A colour may be chosen before there is a line to have it.
  if ((ext & COLOR_MODE) === 0) return line;
  if ((ext & COLOR_MODE) === RGB_MODE) return [...line, `58:2::${rgb(ext).join(':')}`];
  return [...line, `58:5:${ext & 255}`];
}

function foreground(style: Style): number[] {
  const color = style.getFgColor();
  if (style.isFgRGB()) return [38, 2, ...rgb(color)];
  return style.isFgPalette() ? palette(color, style.getFgColorMode(), 30) : [];
}

function background(style: Style): number[] {
  const color = style.getBgColor();
  if (style.isBgRGB()) return [48, 2, ...rgb(color)];
  return style.isBgPalette() ? palette(color, style.getBgColorMode(), 40) : [];
}

// The first 16 of the 256 aren't quite the 16: only those are brightened for bold text.
function palette(color: number, mode: number, base: 30 | 40): number[] {
  if (mode === PALETTE_256_MODE) return [base + 8, 5, color];
  return color < 8 ? [base + color] : [base + 60 + color - 8];
}

function rgb(color: number): number[] {
  return [(color >>> 16) & 255, (color >>> 8) & 255, color & 255];
}

/** Final character of the sequence that designates a character set: line drawing, UK, else ASCII. */
export function charsetName(charset: Charset): string {
  if (charset?.['`'] === '◆') return '0';
  return charset?.['#'] === '£' && Object.keys(charset).length === 1 ? 'A' : 'B';
}
