// What may have been meant where nothing matches: names that share most pairs of letters with what was
// typed (Dice's coefficient), so that a letter left out or exchanged still finds its host.

/** Names that share less than this with what was typed are no help. */
const LEAST = 0.3;
/** Letters of either that are looked at: a name is hardly longer, and what was pasted is no name. */
const MOST_LETTERS = 80;

/** Those nearest to what was typed, the nearest first. */
export function nearest<T extends { name: string }>(
  things: readonly T[],
  typed: string,
  most: number,
): T[] {
  const pairs = new Pairs(typed);
  const found: { thing: T; likeness: number }[] = [];
  for (const thing of things) {
    const likeness = pairs.likeness(thing.name);
    if (likeness >= LEAST) found.push({ thing, likeness });
  }
  return found
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, most)
    .map(({ thing }) => thing);
}

/** The pairs of a text, as numbers: of ten thousand names no set is made. */
class Pairs {
  /** Places in `#counts`. */
  readonly #places = new Map<number, number>();
  readonly #counts: number[] = [];
  readonly #left: Int32Array;
  readonly #count: number;

  constructor(text: string) {
    eachPair(text, (pair) => {
      const place = this.#places.get(pair) ?? this.#places.size;
      this.#places.set(pair, place);
      this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    });
    this.#count = this.#counts.reduce((sum, count) => sum + count, 0);
    this.#left = new Int32Array(this.#counts.length);
  }

  /** From 0, nothing in common, to 1. */
  likeness(text: string): number {
    this.#left.set(this.#counts);
    let [both, count] = [0, 0];
    eachPair(text, (pair) => {
      count += 1;
      const place = this.#places.get(pair);
      const left = place === undefined ? 0 : this.#left[place]!;
      if (left === 0) return;
      this.#left[place!] = left - 1;
      both += 1;
    });
    return (2 * both) / (this.#count + count);
  }
}

/** Each letter with the one before it; a space stands before the first and after the last. */
function eachPair(text: string, take: (pair: number) => void): void {
  const letters = text.trim().slice(0, MOST_LETTERS).toLocaleLowerCase();
  let before = SPACE;
  for (let at = 0; at < letters.length; at++) {
    const letter = letters.charCodeAt(at);
    take(before * UNITS + letter);
    before = letter;
  }
  take(before * UNITS + SPACE);
}

const SPACE = 32;
/** As many as a character's code has values. */
const UNITS = 0x10000;
