// A figure for the eye: it stays as it is while the one behind it only trembles, so that nothing
// is sent or drawn anew for a difference that nobody would care about. Pure.

/** Differences below this part of the figure, and below this much, aren't shown. */
const PART = 0.1;
const LEAST = 2;

/** `shown`, as long as `measured` is near to it. */
export function steady(shown: number | null, measured: number | null): number | null {
  if (shown === null || measured === null) return measured;
  const near = Math.abs(measured - shown) < Math.max(LEAST, PART * shown);
  return near ? shown : measured;
}
