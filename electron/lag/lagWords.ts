// Why a shell lags, in a person's words: which part of the way is slow, by how much, and what
// would be usual.
import type { LagWarning } from '../ipc/contract.ts';

/** How much slower than usual is worth telling. */
const NOTABLY = 1.5;

/**
 * @param usualMs what the figure is while all is well; null where nobody knows
 */
export function lagWords({ cause, value }: LagWarning, usualMs: number | null): string {
  switch (cause) {
    case 'silence':
      return `The link is slow. No answer for ${Math.floor(value / 1_000)} s.`;
    case 'round-trip':
      return `The link is slow. Answers take ${milliseconds(value)}${usually(value, usualMs)}.`;
    case 'echo':
      return `The link or the host is slow. Keys take ${milliseconds(value)} to show${usually(value, usualMs)}.`;
    case 'input':
      return `The program has not taken ${bytesInWords(value)} that you typed.`;
    case 'backlog':
      return `${bytesInWords(value)} printed and not yet shown.`;
    case 'drawing':
      return `Bowline itself is slow. Output waits ${milliseconds(value)} to be shown.`;
  }
}

/** A silence is over. */
export function lateWords(seconds: number): string {
  return `The link is slow. The last answer took ${seconds} s to come.`;
}

/** `312 bytes`, `2.4 MB`; as the window writes them. */
export function bytesInWords(count: number): string {
  if (count < 1_024) return count === 1 ? '1 byte' : `${count} bytes`;
  const [divisor, unit] = count < 1_048_576 ? [1_024, 'KB'] : [1_048_576, 'MB'];
  return `${(count / divisor).toFixed(1)} ${unit}`;
}

function usually(value: number, usualMs: number | null): string {
  if (usualMs === null || value < NOTABLY * usualMs) return '';
  return `, usually ${wholeMs(usualMs)}`;
}

function milliseconds(value: number): string {
  return `${wholeMs(value)} ms`;
}

/** A fast machine answers within less; beside a figure that is a lag, 1 is as good a word. */
function wholeMs(value: number): number {
  return Math.max(1, Math.round(value));
}
