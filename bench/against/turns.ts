// Who is measured when: A B, B A, A B, … So whatever gets slower or faster while all of it runs
// takes as much from one as from the other.

/** The commit's build, and the one that is checked out. */
export type Side = 'there' | 'here';

export const SIDES: readonly Side[] = ['there', 'here'];

/** Each round has both, one after the other. */
export function inTurns(rounds: number): Side[] {
  const orders = [SIDES, SIDES.toReversed()];
  return Array.from({ length: rounds }, (_, round) => orders[round % 2]!).flat();
}
