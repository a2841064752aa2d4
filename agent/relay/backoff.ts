// How long an agent waits before it dials its relay again. Thousands lose it in the same moment, so
// the whole wait is left to chance (full jitter). Pure: chance is passed in.

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
/** A connection that stood so long was none of a row of failures. */
export const STOOD_MS = 10_000;

/** After the `failures`-th failure in a row; `random` is uniform in 0–1. */
export function relayBackoffMs(failures: number, random: number, atLeastMs = 0): number {
  const doublings = Math.min(Math.max(failures, 1) - 1, 16);
  const widest = Math.min(FIRST_MS * 2 ** doublings, LONGEST_MS);
  return atLeastMs + widest * random;
}
