// Names made comparable without the language's tables, which take microseconds for each pair: of a hundred
// thousand names most are plain ASCII, and those have keys in the very order that the tables have.

/** Control characters, which tables pass over, and all beyond ASCII are theirs. */
const PLAIN = /^[ -~]+$/;
const DIGIT = /[0-9]/;
/** Behind what stands between words, before letters; one number has this and the count of its digits. */
const NUMBERS = 0x100;
const LETTERS = 0x1000;
/** Pairs that some languages put where none of their letters would be. */
const PAIRS = ['ch', 'cz', 'aa', 'ab', 'll', 'lz', 'dz', 'dzs', 'sz', 'sy', 'ny', 'nz', 'zs', 'zz'];

/** A name's key; null for a name that has none, and is compared by the tables. */
export type NameKey = (name: string) => string | null;

/** @param collator that compares numbers as such, and not by case */
export function nameKeys(collator: Intl.Collator): NameKey {
  const ranks = ranksOf(collator);
  const key: NameKey = (name) => (PLAIN.test(name) ? keyOf(name, ranks) : null);
  const byKey = (a: string, b: string): number =>
    key(a)! < key(b)! ? -1 : Number(key(a)! > key(b)!);
  const same = PAIRS.every((a) =>
    PAIRS.every((b) => Math.sign(collator.compare(a, b)) === byKey(a, b)),
  );
  return same ? key : () => null;
}

/** The code unit that stands for each printable character, but for digits. */
function ranksOf(collator: Intl.Collator): readonly number[] {
  const all = Array.from({ length: 95 }, (_, at) => String.fromCharCode(0x20 + at));
  const sorted = all.filter((one) => !DIGIT.test(one)).sort(collator.compare);
  const ranks: number[] = [];
  let rank = 0;
  for (const [at, one] of sorted.entries()) {
    if (at === 0 || collator.compare(sorted[at - 1]!, one) !== 0) rank += 1;
    ranks[one.charCodeAt(0)] = collator.compare(one, '0') < 0 ? rank : LETTERS + rank;
  }
  return ranks;
}

function keyOf(name: string, ranks: readonly number[]): string {
  let key = '';
  for (let at = 0; at < name.length; at++) {
    const rank = ranks[name.charCodeAt(at)];
    if (rank !== undefined) {
      key += String.fromCharCode(rank);
      continue;
    }
    const digits = /^0*(\d+)/.exec(name.slice(at))!;
    key += String.fromCharCode(NUMBERS + digits[1]!.length) + digits[1]!;
    at += digits[0].length - 1;
  }
  return key;
}
