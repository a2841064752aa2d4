// Colours that tell hosts, tags and people apart: eight tones, which every scheme makes readable.
import type { SavedHost } from '../../electron/ipc/contract.ts';

const TONE_OF: Readonly<Record<SavedHost['color'], number | null>> = {
  none: null,
  blue: 0,
  teal: 1,
  green: 2,
  amber: 3,
  red: 5,
  violet: 7,
};
/** Neighbours in a list of people differ as much as can be. The seventh tone is broadcasting's. */
const TONES_OF_PEOPLE = [0, 3, 2, 7, 1, 5, 4];

/** The CSS colour of a host; null for one that has none. */
export function hostTone(color: SavedHost['color']): string | null {
  const tone = TONE_OF[color];
  return tone === null ? null : `var(--tone-${tone})`;
}

/** The CSS colour of the member with this number. */
export function memberTone(number: number): string {
  return `var(--tone-${TONES_OF_PEOPLE[number % TONES_OF_PEOPLE.length]!})`;
}
