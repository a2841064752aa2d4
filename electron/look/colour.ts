// A colour as files of many makers write it, made `#rrggbb`. How each writes them was read in their
// documentation and sources; what none of them means is no colour.
import { toHex } from '../../core/look/oklab.ts';
import type { Hex } from '../../core/look/scheme.ts';
import { wideColour } from './wideGamut.ts';
import { namedColour } from './x11Colours.ts';

/** Words in place of a colour: there is none that is fixed. */
const KEYWORDS = new Set([
  ...['', 'none', 'background', 'foreground', 'auto', 'null', '~'],
  ...['cellforeground', 'cellbackground', 'cell-foreground', 'cell-background'],
  ...['selection-foreground', 'selection-background'],
]);

/** Without quotes, and without the opacity that urxvt writes before a colour: `[90]#102030`. */
function bare(text: string): string {
  return text
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace(/^\[\d{1,3}\]\s*/, '')
    .replace(/^(#[0-9a-f]+|\w+\([^)]*\))\s.*$/i, '$1') // a note behind it
    .trim();
}

/** Whether it says that there is no fixed colour. */
export function isKeyword(text: string): boolean {
  return KEYWORDS.has(bare(text).toLowerCase());
}

/** `#rrggbb`; undefined for what is no colour. Opacity is left out. */
export function readColour(text: string): Hex | undefined {
  const colour = bare(text).toLowerCase();
  const numbers = hexDigits(colour) ?? slashed(colour) ?? decimal(colour);
  return numbers ?? wideColour(colour) ?? namedColour(colour);
}

/** `#rgb`, `#rrggbb`, `#rrggbbaa`, X11's 9 and 12 digits; `0xrrggbb`; or the digits alone. */
function hexDigits(colour: string): Hex | undefined {
  const digits = /^(?:#|0x)?([0-9a-f]+)$/.exec(colour)?.[1];
  if (!digits) return undefined;
  if (digits.length === 3 || digits.length === 4) {
    return `#${[...digits.slice(0, 3)].map((digit) => digit + digit).join('')}`;
  }
  if (digits.length === 6 || digits.length === 8) return `#${digits.slice(0, 6)}`;
  if (digits.length !== 9 && digits.length !== 12) return undefined;
  const each = digits.length / 3;
  return `#${[0, 1, 2].map((at) => digits.slice(at * each, at * each + 2)).join('')}`;
}

/** `rgb:r/g/b` of 1 to 4 digits each, scaled as X11 scales them. */
function slashed(colour: string): Hex | undefined {
  const parts = /^rgba?:([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})(?:\/[0-9a-f]{1,4})?$/
    .exec(colour)
    ?.slice(1, 4);
  if (!parts) return undefined;
  const share = (digits: string) => parseInt(digits, 16) / (16 ** digits.length - 1);
  return toHex(parts.map(share) as [number, number, number]);
}

/** `r,g,b` of 0 to 255, also in `rgb(…)`. */
function decimal(colour: string): Hex | undefined {
  const parts = /^(?:rgba?\()?\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,[^)]*)?\)?$/
    .exec(colour)
    ?.slice(1, 4)
    .map(Number);
  if (!parts || parts.some((one) => one > 255)) return undefined;
  return toHex(parts.map((one) => one / 255) as [number, number, number]);
}
