// Are two lists of measurements of the same thing? By their ranks alone (Mann-Whitney), counted out
// and not approximated: benches have few rounds, and a computer that others use throws far-off
// values, which ranks take as no more than the largest.

/** Two-sided probability that lists of the same thing lie apart as far as these. From 0 to 1. */
export function rankTest(a: readonly number[], b: readonly number[]): number {
  const ranks = doubledRanks([...a, ...b]);
  const counts = countSums(ranks, a.length);
  const middle = a.length * (ranks.length + 1); // twice the expected sum of ranks
  const seen = Math.abs(sum(ranks.slice(0, a.length)) - middle);
  let [apart, all] = [0, 0];
  for (const [total, count] of counts.entries()) {
    all += count;
    if (Math.abs(total - middle) >= seen) apart += count;
  }
  return apart / all;
}

/** The least that `rankTest` can come to with so many in each list. */
export function leastProbability(each: number): number {
  let orders = 1;
  for (let one = 1; one <= each; one++) orders *= (each + one) / one;
  return 2 / orders;
}

/**
 * How many of all pairs from the two lists may lie on the far side, at each end, before a shift is
 * no longer within `confidence` of what was measured. 0 where so few can't say it.
 */
export function pairsBeyond(a: number, b: number, confidence: number): number {
  const ranks = Array.from({ length: a + b }, (_, at) => 2 * (at + 1));
  const counts = countSums(ranks, a);
  const all = counts.reduce((total, count) => total + count, 0);
  const least = a * (a + 1); // twice the sum of the lowest ranks
  const tail = (1 - confidence) / 2;
  for (let pairs = 0, below = 0; ; pairs++) {
    below += counts[least + 2 * pairs]! / all;
    if (below > tail) return pairs;
  }
}

/** Twice each value's rank, so that those of equal values, which share theirs, are whole. */
function doubledRanks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return 2 * below + equal + 1;
  });
}

/** In how many ways `size` of the ranks add up to each sum. */
function countSums(ranks: readonly number[], size: number): number[] {
  const most = sum(ranks);
  const ways = Array.from({ length: size + 1 }, () => new Array<number>(most + 1).fill(0));
  ways[0]![0] = 1;
  for (const rank of ranks) {
    for (let taken = size; taken > 0; taken--) {
      const [to, from] = [ways[taken]!, ways[taken - 1]!];
      for (let total = most; total >= rank; total--) to[total]! += from[total - rank]!;
    }
  }
  return ways[size]!;
}

function sum(list: readonly number[]): number {
  return list.reduce((total, one) => total + one, 0);
}
