// The order in which mutants are tried: drawn by a seed, so that the same seed draws the same ones
// as long as the code stays.
import { seeded } from '../../tests/support/random.ts';

/** All of them, in an order that the seed decides. */
export function shuffled<T>(all: readonly T[], seed: number): T[] {
  const drawn = [...all];
  const random = seeded(seed);
  for (let left = drawn.length; left > 1; left--) {
    const at = random.int(left);
    [drawn[at], drawn[left - 1]] = [drawn[left - 1]!, drawn[at]!];
  }
  return drawn;
}
