// How long to wait before an agent is dialled again. Pure: chance is passed in.

/**
 * Into a silent link a fresh attempt goes this often: the kernel repeats a lost SYN only after
 * 1, 3 and 7 s, so waiting for it would cost seconds after the link is back (ssh: 8.7 s after
 * a cut of 12 s). With this, and four round trips for the handshake, it is under one.
 */
const HEDGE_MS = 500;
/** After the first refusal; doubles with each. */
const BACKOFF_MIN_MS = 250;
/** A machine that boots, or an agent that is being updated, is back within this of being ready. */
const BACKOFF_MAX_MS = 5_000;
/** So much of each wait is left to chance, so that many apps don't dial a host all at once. */
const JITTER = 0.25;

/** Until the next attempt beside one that got no answer. `random` is uniform in 0–1. */
export function hedgeMs(random: number): number {
  return jittered(HEDGE_MS, random);
}

/** Until the next attempt after the `refusals`-th refusal in a row. */
export function backoffMs(refusals: number, random: number): number {
  const doublings = Math.min(Math.max(refusals, 1) - 1, 16);
  return jittered(Math.min(BACKOFF_MIN_MS * 2 ** doublings, BACKOFF_MAX_MS), random);
}

function jittered(ms: number, random: number): number {
  return ms * (1 - JITTER * random);
}
