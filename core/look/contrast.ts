// Contrast as WCAG 2.2 reckons it, and colours moved in lightness until they have enough of it.
import { channels, clamp, fromLab, lab, lightOf, toHex } from './oklab.ts';
import type { Hex } from './scheme.ts';

/** Of lightness, when a colour is looked for that can be read. */
const STEP = 0.005;

/** Relative luminance, 0 (black) to 1 (white). */
export function luminance(hex: Hex): number {
  const [r, g, b] = lightOf(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** 1 (none) to 21. */
export function contrast(one: Hex, other: Hex): number {
  const [dark, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (bright + 0.05) / (dark + 0.05);
}

/** The least that a colour has on any of these surfaces. */
export function worst(colour: Hex, surfaces: readonly Hex[]): number {
  return Math.min(...surfaces.map((surface) => contrast(colour, surface)));
}

/** A colour of this opacity, 0 to 1, as CSS lays it over another. */
export function over(top: Hex, opacity: number, under: Hex): Hex {
  const below = channels(under);
  const mixed = channels(top).map((one, at) => one * opacity + below[at]! * (1 - opacity));
  return toHex(mixed as [number, number, number]);
}

/** `#rrggbbaa`, of an opacity from 0 to 1. */
export function translucent(colour: Hex, opacity: number): string {
  return (
    colour +
    Math.round(opacity * 255)
      .toString(16)
      .padStart(2, '0')
  );
}

/** The colour nearest to this one, of the same hue, that has `ratio` on every surface; else the pole. */
export function readable(colour: Hex, surfaces: readonly Hex[], ratio: number, up: boolean): Hex {
  const grounds = surfaces.map(luminance);
  const enough = (hex: Hex) => leastContrast(luminance(hex), grounds) >= ratio;
  if (enough(colour)) return colour;
  const [start, a, b] = lab(colour);
  const after = (steps: number) => fromLab([clamp(start + (up ? steps : -steps) * STEP), a, b]);
  const most = Math.floor((up ? 1 - start : start) / STEP);
  const steps = firstTrue(most, (count) => enough(after(count)));
  return steps === undefined ? (up ? '#ffffff' : '#000000') : after(steps);
}

function leastContrast(one: number, others: readonly number[]): number {
  let least = Infinity;
  for (const other of others) {
    const [dark, bright] = one < other ? [one, other] : [other, one];
    least = Math.min(least, (bright + 0.05) / (dark + 0.05));
  }
  return least;
}

/** The least number from 1 to `most` for which it holds, and then goes on holding. */
export function firstTrue(most: number, holds: (count: number) => boolean): number | undefined {
  if (most < 1 || !holds(most)) return undefined;
  let [not, is] = [0, most];
  while (is - not > 1) {
    const middle = Math.floor((not + is) / 2);
    if (holds(middle)) is = middle;
    else not = middle;
  }
  return is;
}
