// Where in a text something stands that is looked for: at the beginning of a word, with what between.
const WORD = /[\p{L}\p{N}]/u;
/** By the codes of ASCII: asked for each place in each of thousands of texts. */
const IN_WORDS = Array.from({ length: 128 }, (_, code) => WORD.test(String.fromCharCode(code)));

function isOfWord(text: string, at: number): boolean {
  return IN_WORDS[text.charCodeAt(at)] ?? WORD.test(text[at]!);
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

export function startsWord(text: string, at: number): boolean {
  if (at === 0 || !isOfWord(text, at - 1)) return true;
  return isDigit(text, at - 1) !== isDigit(text, at);
}

export function endsWord(text: string, end: number): boolean {
  return end >= text.length || !isOfWord(text, end);
}

export function signsBetween(text: string, ranges: readonly number[]): number {
  let signs = 0;
  for (let at = 1; at + 1 < ranges.length; at += 2)
    for (const one of text.slice(ranges[at], ranges[at + 1])) if (!WORD.test(one)) signs += 1;
  return signs;
}

/** Where the term stands, at the beginning of a word rather than within one; -1 for nowhere. */
export function bestPlace(text: string, term: string): number {
  const first = text.indexOf(term);
  for (let at = first; at >= 0; at = text.indexOf(term, at + 1))
    if (startsWord(text, at)) return at;
  return first;
}

/** Its letters come one after another, whatever lies between. Spares most texts the expression. */
export function isInOrder(text: string, term: string): boolean {
  let at = -1;
  for (const letter of term) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** In order, and none within another. */
export function merged(ranges: readonly number[]): readonly number[] {
  if (ranges.length <= 2) return ranges;
  const pairs = ranges.flatMap((begin, at) =>
    at % 2 === 0 ? [[begin, ranges[at + 1]!] as const] : [],
  );
  const sorted = pairs.toSorted(([a], [b]) => a - b);
  const out: number[] = [];
  for (const [begin, end] of sorted) {
    if (out.length > 0 && begin <= out.at(-1)!) out.push(Math.max(out.pop()!, end));
    else out.push(begin, end);
  }
  return out;
}
