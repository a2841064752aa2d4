// The schemes that come along, ours first.
import { BOWLINE_DARK, BOWLINE_LIGHT, HIGH_CONTRAST } from '../ours.ts';
import type { Scheme } from '../scheme.ts';
import { DARK_SCHEMES } from './dark.ts';
import { LIGHT_SCHEMES } from './light.ts';

export const SHIPPED: readonly Scheme[] = [
  ...[BOWLINE_DARK, BOWLINE_LIGHT],
  ...DARK_SCHEMES,
  ...LIGHT_SCHEMES,
  HIGH_CONTRAST,
];
