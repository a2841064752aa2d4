// Text as it is compared while somebody looks for it: small letters without their marks, character by
// character, so that a place in the folded text is the same place in the other.

const ASCII = /^[\x00-\x7f]*$/;
const MARKS = /\p{M}+/gu;
const OTHERS = /[A-Z]+|[^\x00-\x7f]/gu;

/** As long as the text; `Ü` is `u`, `ß` itself. */
export function fold(text: string): string {
  return ASCII.test(text) ? text.toLowerCase() : text.replace(OTHERS, foldOne);
}

/** Characters that were folded before; as many as a few languages have. */
const known = new Map<string, string>();
const MOST_KNOWN = 5_000;

function foldOne(one: string): string {
  if (one <= '\x7f') return one.toLowerCase();
  const before = known.get(one);
  if (before !== undefined) return before;
  const bare = one.normalize('NFD').replace(MARKS, '').toLowerCase();
  const small = one.toLowerCase();
  const folded = bare.length === one.length ? bare : small.length === one.length ? small : one;
  if (known.size < MOST_KNOWN) known.set(one, folded);
  return folded;
}

/** The terms of what was typed, folded: letters and digits, parted by all else. */
export function termsOf(typed: string): string[] {
  return fold(typed)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((term) => term !== '')
    .slice(0, MOST_TERMS)
    .map((term) => term.slice(0, LONGEST_TERM));
}

/** Of what was typed the words, folded, that have signs within. */
export function wordsWithSigns(typed: string): string[] {
  const words = fold(typed).split(/\s+/).slice(0, MOST_TERMS);
  return words.filter((word) => /[\p{L}\p{N}][^\p{L}\p{N}]+[\p{L}\p{N}]/u.test(word));
}

/** More than anybody means; what is typed beyond it counts for nothing. */
const MOST_TERMS = 8;
const LONGEST_TERM = 32;

const WRITTEN_OUT: readonly (readonly [string, string])[] = [
  ['ae', 'a'],
  ['oe', 'o'],
  ['ue', 'u'],
  ['ss', 'ß'],
];

/** `mueller` as `muller`, which finds `Müller`; null where nothing is written out. */
export function withoutUmlauts(term: string): string | null {
  const short = WRITTEN_OUT.reduce((text, [long, one]) => text.replaceAll(long, one), term);
  return short === term ? null : short;
}
