// What the window is drawn on. It is the scheme's own background where everything can be read on that;
// on one of middle lightness neither white nor black can, and then the window goes darker or lighter
// than the terminals in it.
import { contrast, firstTrue, over, readable, worst } from './contrast.ts';
import { fromLab, lab, mix } from './oklab.ts';
import type { Hex, Scheme } from './scheme.ts';

export const WHITE = '#ffffff';
export const BLACK = '#000000';
/** What every surface lets white or black have, which is what ink is to have. */
export const INK_RATIO = 7;
/** Of lightness, in which the window goes away from the scheme's background. */
const GROUND_STEP = 0.01;

interface Shares {
  chrome: number;
  raised: number;
  hover: number;
  press: number;
  selected: number;
  tint: number;
  accentTint: number;
}
const DARK: Shares = {
  ...{ chrome: 0.045, raised: 0.085, hover: 0.07, press: 0.12 },
  ...{ selected: 0.17, tint: 0.14, accentTint: 0.14 },
};
const LIGHT: Shares = {
  ...{ chrome: 0.05, raised: 0, hover: 0.05, press: 0.09 },
  ...{ selected: 0.12, tint: 0.1, accentTint: 0.09 },
};
/** Of a tone, behind a badge in that tone. */
export const TONE_TINT = 0.16;

/** Everything that the steps of deriving need. */
export interface Ground {
  scheme: Scheme;
  dark: boolean;
  shares: Shares;
  /** The scheme's, where they can be told from the ground; else moved until they can. */
  foreground: Hex;
  accent: Hex;
  states: { ok: Hex; warn: Hex; bad: Hex };
  surfaces: { content: Hex; chrome: Hex; raised: Hex; sunk: Hex };
  /** Without those that lie on others. */
  base: Hex[];
  /** And with the pointer over them. */
  plain: Hex[];
  /** And pressed, chosen or tinted. */
  all: Hex[];
}

export function groundOf(scheme: Scheme): Ground {
  const dark = isDark(scheme.background);
  const own = groundOn(scheme.background, scheme, dark);
  if (letsRead(own)) return own;
  const [lightness, a, b] = lab(scheme.background);
  const after = (steps: number) => {
    const moved = lightness + (dark ? -steps : steps) * GROUND_STEP;
    return groundOn(fromLab([moved, a, b]), scheme, dark);
  };
  const most = Math.floor((dark ? lightness : 1 - lightness) / GROUND_STEP);
  const steps = firstTrue(most, (count) => letsRead(after(count)));
  return steps === undefined ? groundOn(dark ? BLACK : WHITE, scheme, dark) : after(steps);
}

/** White can be read better on it than black. */
export function isDark(background: Hex): boolean {
  return contrast(WHITE, background) >= contrast(BLACK, background);
}

function letsRead({ all, dark }: Ground): boolean {
  return worst(dark ? WHITE : BLACK, all) >= INK_RATIO;
}

function groundOn(content: Hex, scheme: Scheme, dark: boolean): Ground {
  const shares = dark ? DARK : LIGHT;
  const apart = (colour: Hex, ratio: number) => readable(colour, [content], ratio, dark);
  const foreground = apart(scheme.foreground, 4.5);
  const accent = apart(scheme.accent ?? scheme.ansi[4]!, 3);
  const [, red, green, yellow] = scheme.ansi as [Hex, Hex, Hex, Hex];
  const states = { ok: apart(green, 3), warn: apart(yellow, 3), bad: apart(red, 3) };
  const surfaces = surfacesOn(content, foreground, dark);
  const base = [surfaces.content, surfaces.chrome, surfaces.raised];
  const laid = (top: Hex, share: number) => laidOver(top, share, base);
  const plain = [...base, surfaces.sunk, ...laid(foreground, shares.hover)];
  const tints = Object.values(states).flatMap((colour) => laid(colour, shares.tint));
  const chosen = [...laid(foreground, shares.press), ...laid(accent, shares.selected)];
  const all = [...plain, ...chosen, ...laid(accent, shares.accentTint), ...tints];
  return { scheme, dark, shares, foreground, accent, states, surfaces, base, plain, all };
}

function surfacesOn(content: Hex, foreground: Hex, dark: boolean): Ground['surfaces'] {
  const { chrome, raised } = dark ? DARK : LIGHT;
  return {
    content,
    chrome: mix(content, foreground, chrome),
    raised: raised === 0 ? content : mix(content, foreground, raised),
    sunk: dark ? mix(content, BLACK, 0.3) : mix(content, foreground, 0.075),
  };
}

/** `top` over each of them, of that opacity as the eight bits of a token have it. */
export function laidOver(top: Hex, opacity: number, surfaces: readonly Hex[]): Hex[] {
  return surfaces.map((surface) => over(top, Math.round(opacity * 255) / 255, surface));
}
