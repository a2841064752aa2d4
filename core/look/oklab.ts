// Colours in OKLab (Björn Ottosson, 2020), where equal steps look equal: mixing, hues, lightness.
import type { Hex } from './scheme.ts';

/** Lightness 0 to 1, then green to red and blue to yellow. */
export type Lab = readonly [lightness: number, a: number, b: number];
type Triple = readonly [number, number, number];

/** Chroma is taken away in these steps until a colour can be shown. */
const CHROMA_STEP = 0.02;
/** Rounding may leave a channel this far outside of what can be shown. */
const GAMUT_SLACK = 0.002;

export function clamp(value: number, least = 0, most = 1): number {
  return Math.min(most, Math.max(least, value));
}

/** Channels from 0 to 1, as a screen takes them. */
export function channels(hex: Hex): Triple {
  const at = (start: number) => parseInt(hex.slice(start, start + 2), 16) / 255;
  return [at(1), at(3), at(5)];
}

export function toHex(rgb: Triple): Hex {
  const [r, g, b] = rgb.map((value) => Math.round(clamp(value) * 255)) as unknown as Triple;
  return `#${(0x1000000 + r * 0x10000 + g * 0x100 + b).toString(16).slice(1)}`;
}

/** Light that a channel gives (IEC 61966-2-1). */
export function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function companded(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}

/** Of each of the values that a channel can have; reckoning them anew would take most of the time. */
const LIGHT = Float64Array.from({ length: 256 }, (_, value) => linear(value / 255));

/** Light of each channel. */
export function lightOf(hex: Hex): Triple {
  const rgb = parseInt(hex.slice(1), 16);
  return [LIGHT[rgb >> 16]!, LIGHT[(rgb >> 8) & 255]!, LIGHT[rgb & 255]!];
}

export function lab(hex: Hex): Lab {
  const [r, g, b] = lightOf(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function light([L, a, b]: Lab): Triple {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** The nearest that can be shown: chroma goes, lightness and hue stay. */
export function fromLab([L, a, b]: Lab): Hex {
  const less = (steps: number): Triple => {
    const kept = 1 - steps * CHROMA_STEP;
    return light([L, a * kept, b * kept]);
  };
  if (isShown(less(0))) return hexOf(less(0));
  let [not, is] = [0, Math.round(1 / CHROMA_STEP)];
  while (is - not > 1) {
    const middle = Math.floor((not + is) / 2);
    if (isShown(less(middle))) is = middle;
    else not = middle;
  }
  return hexOf(less(is));
}

function isShown(shown: Triple): boolean {
  return shown.every((one) => one > -GAMUT_SLACK && one < 1 + GAMUT_SLACK);
}

function hexOf(shown: Triple): Hex {
  return toHex(shown.map((one) => companded(clamp(one))) as unknown as Triple);
}

/** @param hue degrees */
export function oklch(lightness: number, chroma: number, hue: number): Hex {
  const angle = (hue * Math.PI) / 180;
  return fromLab([lightness, chroma * Math.cos(angle), chroma * Math.sin(angle)]);
}

/** `share` of `other`, 0 to 1, the rest of `one`. */
export function mix(one: Hex, other: Hex, share: number): Hex {
  const to = lab(other);
  return fromLab(lab(one).map((from, at) => from + (to[at]! - from) * share) as unknown as Lab);
}
