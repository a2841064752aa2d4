// Spans of time in words: how long ago something was, and how soon something will be.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Into a silent link a try goes every half second; to count that would only flicker. */
const FLICKER_MS = 500;

/** `just now`, `12 s ago`, `5 min ago`, `3 h ago`, `2 days ago`. Clocks that differ don't matter. */
export function ago(ms: number): string {
  return ms < 5 * SECOND ? 'just now' : `${span(ms)} ago`;
}

/** `12 s`, `5 min`, `3 h`, `2 days`; never more than one unit. */
export function span(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h`;
  const days = Math.floor(ms / DAY);
  return days === 1 ? '1 day' : `${days} days`;
}

/** `attempt 3, next try in 2 s`; '' before the first. What is left is rounded up, never to 0. */
export function retryWords(attempt: number | null, leftMs: number | null): string {
  const which = attempt === null || attempt === 0 ? '' : `attempt ${attempt}`;
  const soon = leftMs === null || leftMs < FLICKER_MS;
  const next = soon ? 'trying now' : `next try in ${span(Math.ceil(leftMs / SECOND) * SECOND)}`;
  return [which, next].filter(Boolean).join(', ');
}
