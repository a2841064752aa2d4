// Random numbers by seed, so that a fuzz test that failed can be run again as it was.

export interface Random {
  /** A whole number from 0 to `below` - 1. */
  int(below: number): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True once in `times`, on average. */
  once(times: number): boolean;
  bytes(length: number): Uint8Array;
  pick<T>(choices: readonly T[]): T;
}

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    int,
    between: (low, high) => low + int(high - low + 1),
    once: (times) => int(times) === 0,
    bytes: (length) => Uint8Array.from({ length }, () => int(256)),
    pick: (choices) => choices[int(choices.length)]!,
  };
}

/**
 * Runs a case for each of so many seeds, and says of a failure which seed it was.
 * `BOWLINE_SEED=17` runs that one alone.
 */
export async function eachSeed(
  count: number,
  run: (random: Random, seed: number) => void | Promise<void>,
): Promise<void> {
  const only = process.env.BOWLINE_SEED;
  const seeds = only ? [Number(only)] : Array.from({ length: count }, (_, index) => index + 1);
  for (const seed of seeds) {
    try {
      await run(seeded(seed), seed);
    } catch (error) {
      const failed = error instanceof Error ? error : new Error(String(error));
      failed.message = `with BOWLINE_SEED=${seed}: ${failed.message}`;
      throw failed;
    }
  }
}
