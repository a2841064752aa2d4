// Why a shell lags, for a person: which part of the way is slow, by how much, and what would be
// usual.
import { say, type Said } from '../../words/said.ts';
import type { LagWarning } from '../ipc/contract.ts';

/** How much slower than usual is worth telling. */
const NOTABLY = 1.5;

/**
 * @param usualMs what the figure is while all is well; null where nobody knows
 */
export function lagWords({ cause, value }: LagWarning, usualMs: number | null): Said {
  switch (cause) {
    case 'silence':
      return say('lag-silence', { seconds: Math.floor(value / 1_000) });
    case 'round-trip':
      return say('lag-round-trip', { ms: wholeMs(value), usualMs: usually(value, usualMs) });
    case 'echo':
      return say('lag-echo', { ms: wholeMs(value), usualMs: usually(value, usualMs) });
    case 'input':
      return say('lag-input', { untaken: value });
    case 'backlog':
      return say('lag-backlog', { unshown: value });
    case 'drawing':
      return say('lag-drawing', { ms: wholeMs(value) });
  }
}

function usually(value: number, usualMs: number | null): number | null {
  return usualMs === null || value < NOTABLY * usualMs ? null : wholeMs(usualMs);
}

/** A fast machine answers within less; beside a figure that is a lag, 1 is as good a word. */
function wholeMs(value: number): number {
  return Math.max(1, Math.round(value));
}
