// How the parts of a split share its length: positive numbers that sum to 1, none so small that its
// pane could be neither seen nor taken hold of.
import { LEAST_SHARE } from './layout.ts';

/** A sum this near to 1 is 1: what adding up leaves is no reason to change anything. */
const EVEN = 1e-12;

/** The least share of one of so many parts. Many parts can't all have `LEAST_SHARE`. */
export function leastOf(parts: number): number {
  return Math.min(LEAST_SHARE, 0.5 / parts);
}

/**
 * Positive numbers made shares, in the same proportion to each other, but none below the least. The
 * very array that came where its numbers are shares already.
 */
export function fitted(numbers: readonly number[]): readonly number[] {
  const least = leastOf(numbers.length);
  const isEven = Math.abs(sumOf(numbers) - 1) < EVEN;
  if (isEven && numbers.every((share) => share >= least)) return numbers;
  const largest = Math.max(...numbers); // so that no sum is infinite
  return raised(
    numbers.map((number) => number / largest),
    least,
  );
}

/** Who would get too little gets the least, and the others share the rest. */
function raised(numbers: readonly number[], least: number): number[] {
  const low = new Set<number>();
  for (;;) {
    const rest = 1 - low.size * least;
    const sum = sumOf(numbers.filter((_, index) => !low.has(index)));
    const shares = numbers.map((one, index) => (low.has(index) ? least : (one / sum) * rest));
    const below = shares.flatMap((share, index) => (share < least ? [index] : []));
    if (below.length === 0) return shares;
    for (const index of below) low.add(index);
  }
}

export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
