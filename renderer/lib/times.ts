// When a shell that comes back by itself is tried again.
const SECOND = 1000;

/** Into a silent link a try goes every half second; to count that would only flicker. */
const FLICKER_MS = 500;

/** Whole seconds until the next try, in milliseconds, rounded up and never 0; null while it is tried. */
export function untilNextTry(leftMs: number | null): number | null {
  if (leftMs === null || leftMs < FLICKER_MS) return null;
  return Math.ceil(leftMs / SECOND) * SECOND;
}
