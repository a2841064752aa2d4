// Where among all that was found one is: counted from the newest line up, as the search goes. Beyond
// what is kept nothing is forgotten on the screen: that is marked by what it shows (marks.ts).
import type { Hit } from './lines.ts';

/** Hits that are kept to go through; more would only be memory. */
export const MOST_HITS = 100_000;

/** Beyond so many the exact number tells nobody anything. */
export const COUNTED = 1_000;

export interface Found {
  /** 1 for the newest; 0 while none is chosen. */
  place: number;
  count: number;
  /** The search has been through everything. */
  whole: boolean;
}

export const NOTHING: Found = { place: 0, count: 0, whole: true };

/** The one after `at` in a direction, round the ends; -1 where there is none. */
export function step(count: number, at: number, older: boolean): number {
  if (count === 0) return -1;
  if (at < 0) return older ? 0 : count - 1;
  return (at + (older ? 1 : -1) + count) % count;
}

/**
 * The one to begin with, of those from the newest on: the same that was current before, if it still is
 * one; else the first that is no newer.
 */
export function startAt(hits: readonly Hit[], from: Hit | null): number {
  if (hits.length === 0) return -1;
  if (!from) return 0;
  const at = hits.findIndex(
    ({ row, column }) => row < from.row || (row === from.row && column <= from.column),
  );
  return Math.max(0, at);
}
