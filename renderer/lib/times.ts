// What is said of a shell that comes back by itself: which attempt it is, and when the next one is.
import { words } from '../../words/window.ts';

const SECOND = 1000;

/** Into a silent link a try goes every half second; to count that would only flicker. */
const FLICKER_MS = 500;

/** `attempt 3, next try in 2 s`. What is left is rounded up, never to 0. */
export function retryWords(attempt: number | null, leftMs: number | null): string {
  const soon = leftMs === null || leftMs < FLICKER_MS;
  return words.status.retry(attempt || null, soon ? null : Math.ceil(leftMs / SECOND) * SECOND);
}
