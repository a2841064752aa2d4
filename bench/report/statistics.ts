// The few statistics that benches need. None of them changes the list it is given.

/** @throws RangeError when there is nothing to take it of */
export function percentile(samples: readonly number[], percent: number): number {
  if (samples.length === 0) throw new RangeError('There are no samples.');
  const sorted = samples.toSorted((a, b) => a - b);
  const rank = Math.ceil((percent / 100) * sorted.length); // nearest rank: always a real sample
  return sorted[Math.max(0, rank - 1)]!;
}

/** The middle one, or the mean of the two in the middle. @throws RangeError as `percentile` */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  if (sorted.length === 0) throw new RangeError('There are no samples.');
  return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
}

/** @throws RangeError as `percentile` */
export function most(samples: readonly number[]): number {
  return percentile(samples, 100);
}

/**
 * How many times faster `ours` was than `theirs`, run by run: each pair was measured one right
 * after the other, so what else the computer did then slowed both. Runs without a pair don't count.
 */
export function speedup(ours: readonly number[], theirs: readonly number[]): number {
  return median(theirs.flatMap((time, run) => (run in ours ? [time / ours[run]!] : [])));
}
