// What is said of a shell that comes back by itself: which attempt it is, and when the next one is.
import { span } from '../../words/english/quantities.ts';

const SECOND = 1000;

/** Into a silent link a try goes every half second; to count that would only flicker. */
const FLICKER_MS = 500;

/** `attempt 3, next try in 2 s`; '' before the first. What is left is rounded up, never to 0. */
export function retryWords(attempt: number | null, leftMs: number | null): string {
  const which = attempt === null || attempt === 0 ? '' : `attempt ${attempt}`;
  const soon = leftMs === null || leftMs < FLICKER_MS;
  const next = soon ? 'trying now' : `next try in ${span(Math.ceil(leftMs / SECOND) * SECOND)}`;
  return [which, next].filter(Boolean).join(', ');
}
