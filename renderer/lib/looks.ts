// Schemes made looks, each once: deriving one takes about a millisecond, and a gallery shows hundreds.
import { derive, type Look } from '../../core/look/derive.ts';
import type { Scheme } from '../../core/look/scheme.ts';

/** More than a gallery ever holds; past it, all are forgotten. */
const MOST = 2_500;
const made = new Map<string, Look>();

/** An id says what is in a scheme, but for what its user wishes of it. */
export function lookFor(scheme: Scheme): Look {
  const { id, accent = '', keeps = false } = scheme;
  const key = `${id} ${accent} ${keeps}`;
  const known = made.get(key);
  if (known) return known;
  if (made.size >= MOST) made.clear();
  const look = derive(scheme);
  made.set(key, look);
  return look;
}
