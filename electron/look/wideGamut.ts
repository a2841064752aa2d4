// Colours that are given beyond what a screen of sRGB can show: Display P3, which iTerm2 writes, and
// kitty's `oklch(…)` and `lab(…)`, which are CSS's (Color Module Level 4).
import { linear, oklch, toHex } from '../../core/look/oklab.ts';
import type { Hex } from '../../core/look/scheme.ts';

type Triple = [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Display P3 to sRGB, light to light; both have the same white. */
const FROM_P3: Matrix = [
  [1.2249401763, -0.2249401763, 0],
  [-0.0420569547, 1.0420569547, 0],
  [-0.0196375546, -0.0786360456, 1.0982736001],
];
/** CIE XYZ under D50, which CSS's Lab is of, to light of sRGB, whose white is D65 (Bradford). */
const FROM_XYZ: Matrix = [
  [3.1338561, -1.6168667, -0.4906146],
  [-0.9787684, 1.9161415, 0.033454],
  [0.0719453, -0.2289914, 1.4052427],
];
const D50: Triple = [0.96422, 1, 0.82521];

/** Of channels from 0 to 1 in Display P3; what can't be shown is cut off. */
export function fromDisplayP3(channels: Triple): Hex {
  return shown(FROM_P3, channels.map(linear) as Triple);
}

/** `oklch(0.7 0.15 25)`, `lab(50 60 -40)`, in small letters; undefined for what is neither. */
export function wideColour(text: string): Hex | undefined {
  const [, kind, inner = ''] = /^(oklch|lab)\(([^)]*)\)$/.exec(text) ?? [];
  const parts = inner
    .split('/')[0]!
    .trim()
    .split(/[\s,]+/);
  const [one, two, three] = parts.map((part) => Number(part.replace(/deg$/, ''))) as Triple;
  if (!kind || parts.length !== 3 || ![one, two, three].every(Number.isFinite)) return undefined;
  return kind === 'lab' ? fromCieLab([one, two, three]) : oklch(one, two, three);
}

function fromCieLab([lightness, a, b]: Triple): Hex {
  const y = (lightness + 16) / 116;
  const xyz = [y + a / 500, y, y - b / 200].map((root, at) => unrooted(root) * D50[at]!);
  return shown(FROM_XYZ, xyz as Triple);
}

/** Linear near black, by CIE's definition. */
function unrooted(root: number): number {
  return root > 6 / 29 ? root ** 3 : 3 * (6 / 29) ** 2 * (root - 4 / 29);
}

function shown(matrix: Matrix, light: Triple): Hex {
  const ours = matrix.map((row) => row.reduce((sum, share, at) => sum + share * light[at]!, 0));
  return toHex(ours.map(companded) as Triple);
}

function companded(light: number): number {
  return light <= 0.0031308 ? Math.max(0, light) * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}
