// What may have been meant where nothing matches: names that share most pairs of letters with what was
// typed (Dice's coefficient), so that a letter left out or exchanged still finds its host.

/** Names that share less than this with what was typed are no help. */
const LEAST = 0.3;

/** Those nearest to what was typed, the nearest first. */
export function nearest<T extends { name: string }>(
  things: readonly T[],
  typed: string,
  most: number,
): T[] {
  const pairs = pairsOf(typed);
  return things
    .map((thing) => ({ thing, likeness: likeness(pairs, pairsOf(thing.name)) }))
    .filter(({ likeness }) => likeness >= LEAST)
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, most)
    .map(({ thing }) => thing);
}

function pairsOf(text: string): Set<string> {
  const letters = [...` ${text.trim().toLocaleLowerCase()} `];
  return new Set(letters.slice(1).map((letter, at) => letters[at]! + letter));
}

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let both = 0;
  for (const pair of one) if (other.has(pair)) both += 1;
  return (2 * both) / (one.size + other.size);
}
