// Colours to choose an accent from, beside the scheme's own: the hues of tones, in a lightness from
// which either theme gets its own shade.
import { oklch } from './oklab.ts';
import type { Hex } from './scheme.ts';

/** Degrees in OKLCH. */
const HUES = {
  ...{ blue: 250, teal: 195, green: 155, yellow: 95 },
  ...{ orange: 60, red: 25, pink: 345, violet: 305 },
};

export type AccentName = keyof typeof HUES;

export const ACCENTS = Object.fromEntries(
  Object.entries(HUES).map(([name, hue]) => [name, oklch(0.68, 0.13, hue)]),
) as Record<AccentName, Hex>;
