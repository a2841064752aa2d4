// Words for a test to say, where it doesn't matter what is said.
import { say, type Said } from '../../words/said.ts';

/** Becomes exactly these words. */
export function told(text: string): Said {
  return say('as-told', { text });
}
