// Finds among thousands of texts those that somebody means: words in any order, letters with gaps,
// best first. Runs in a worker (`matcherWorker.ts`); knows texts and weights, and nothing of hosts.
import uFuzzy from '@leeoniya/ufuzzy';
import { fold, termsOf, withoutUmlauts } from './fold.ts';

/** Something that can be found. */
export interface Findable {
  id: string;
  /** What it is called, then lines that may be found, too. */
  text: string;
}

export interface Hit {
  id: string;
  /** Where the text matched: pairs of begin and end, in order. */
  marks: readonly number[];
}

export interface Hits {
  /** How many matched; the best of them follow. */
  total: number;
  hits: Hit[];
}

/** Letters between two of a word, at most. */
const GAP = 6;
/** Of what matches with gaps only so much is judged: all else is too far down to be seen. */
const MOST_JUDGED = 1_500;
/** Characters of a text that are looked at. */
const LONGEST_TEXT = 400;

const fuzzy = new uFuzzy({
  ...{ alpha: null, interSplit: '\\s+', intraSplit: null, intraIns: GAP, intraChars: '[^\\n]' },
  ...{ interBound: '[^a-z0-9\\u0080-\\uffff]', intraBound: '[a-z]\\d|\\d[a-z]' },
});

/** What one word of the query made of one text. */
interface TermMatch {
  score: number;
  ranges: readonly number[];
}

type Matches = Map<number, TermMatch>;

export class Matcher {
  readonly #ids: readonly string[];
  readonly #texts: readonly string[];
  readonly #names: readonly number[];

  constructor(all: readonly Findable[]) {
    this.#ids = all.map(({ id }) => id);
    this.#texts = all.map(({ text }) => fold(text.slice(0, LONGEST_TEXT)));
    this.#names = this.#texts.map((text) =>
      text.includes('\n') ? text.indexOf('\n') : text.length,
    );
  }

  /**
   * The best first, `most` at most; without a word all, by weight.
   * @param weightOf points for how recently, and how often, something was used
   */
  find(typed: string, most: number, weightOf: (id: string) => number = () => 0): Hits {
    const terms = termsOf(typed);
    if (terms.length === 0) return this.#all(typed.trim(), most, weightOf);
    let found: Matches | null = null;
    for (const term of terms) found = this.#both(term, found);
    const scored = [...found!].map(([at, match]) => ({
      at,
      match,
      score: this.#total(at, match, typed, terms.length) + weightOf(this.#ids[at]!),
    }));
    scored.sort((a, b) => b.score - a.score || a.at - b.at);
    const hits = scored.slice(0, most).map(({ at, match }) => this.#hit(at, match.ranges));
    return { total: scored.length, hits };
  }

  #hit(at: number, ranges: readonly number[]): Hit {
    return { id: this.#ids[at]!, marks: merged(ranges) };
  }

  // Signs alone: as they are typed, or everything where nothing was.
  #all(signs: string, most: number, weightOf: (id: string) => number): Hits {
    const indexes = this.#ids.map((_, at) => at).filter((at) => this.#texts[at]!.includes(signs));
    const weights = indexes.map((at) => weightOf(this.#ids[at]!));
    const order = indexes.map((_, place) => place);
    order.sort((a, b) => weights[b]! - weights[a]! || a - b);
    const hits = order.slice(0, most).map((place) => this.#hit(indexes[place]!, []));
    return { total: indexes.length, hits };
  }

  #total(at: number, { score }: TermMatch, typed: string, terms: number): number {
    const name = this.#texts[at]!.slice(0, this.#names[at]);
    const whole = name === fold(typed.trim()) ? 150 : 0;
    // Of two that match alike the shorter name is meant.
    return score / terms + whole - Math.min(name.length, 60) * 0.1;
  }

  /** What matches the term too, of what matched the others. */
  #both(term: string, before: Matches | null): Matches {
    const now = this.#one(term, before);
    const short = withoutUmlauts(term);
    if (short !== null)
      for (const [at, match] of this.#one(short, before)) if (!now.has(at)) now.set(at, match);
    if (!before) return now;
    for (const [at, match] of now) {
      const { score, ranges } = before.get(at)!;
      now.set(at, { score: score + match.score, ranges: [...ranges, ...match.ranges] });
    }
    return now;
  }

  #one(term: string, among: Matches | null): Matches {
    const found: Matches = new Map();
    const rest: number[] = [];
    for (const at of among?.keys() ?? this.#texts.keys()) {
      const text = this.#texts[at]!;
      const place = bestPlace(text, term);
      if (place >= 0) found.set(at, this.#exact(at, place, term.length));
      else if (isInOrder(text, term)) rest.push(at);
    }
    // A number is meant as it is.
    if (/\D/.test(term)) this.#withGaps(term, rest.slice(0, MOST_JUDGED), found);
    return found;
  }

  #exact(at: number, place: number, length: number): TermMatch {
    return {
      score:
        60 + this.#placeScore(at, place) + (endsWord(this.#texts[at]!, place + length) ? 12 : 0),
      ranges: [place, place + length],
    };
  }

  #withGaps(term: string, among: number[], found: Matches): void {
    const texts = this.#texts as string[];
    const indexes = fuzzy.filter(texts, term, among);
    if (!indexes || indexes.length === 0) return;
    const { idx, start, intraIns, ranges } = fuzzy.info(indexes, texts, term);
    for (const [place, at] of idx.entries()) {
      found.set(at, this.#gappy(at, start[place]!, intraIns[place]!, ranges[place]!));
    }
  }

  /** `us1` in `us-1` is as good as in one piece: a sign is hardly ever typed. */
  #gappy(at: number, place: number, gaps: number, ranges: readonly number[]): TermMatch {
    const text = this.#texts[at]!;
    const end = ranges.at(-1)!;
    const onlySigns = gaps === 1 && signsBetween(text, ranges) === 1;
    const base = onlySigns ? 60 + (endsWord(text, end) ? 12 : 0) : 30 - 3 * gaps;
    return { score: base + this.#placeScore(at, place), ranges };
  }

  #placeScore(at: number, place: number): number {
    if (place >= this.#names[at]!) return -25; // in a second fact
    if (place === 0) return 40;
    return startsWord(this.#texts[at]!, place) ? 25 : 0;
  }
}

const WORD = /[\p{L}\p{N}]/u;

function startsWord(text: string, at: number): boolean {
  const [before, here] = [text[at - 1], text[at]];
  if (before === undefined || !WORD.test(before)) return true;
  return /\d/.test(before) !== /\d/.test(here!);
}

function endsWord(text: string, end: number): boolean {
  return text[end] === undefined || !WORD.test(text[end]);
}

function signsBetween(text: string, ranges: readonly number[]): number {
  let signs = 0;
  for (let at = 1; at + 1 < ranges.length; at += 2)
    for (const one of text.slice(ranges[at], ranges[at + 1])) if (!WORD.test(one)) signs += 1;
  return signs;
}

/** Where the term stands, at the beginning of a word rather than within one; -1 for nowhere. */
function bestPlace(text: string, term: string): number {
  const first = text.indexOf(term);
  for (let at = first; at >= 0; at = text.indexOf(term, at + 1))
    if (startsWord(text, at)) return at;
  return first;
}

/** Its letters come one after another, whatever lies between. Spares most texts the expression. */
function isInOrder(text: string, term: string): boolean {
  let at = -1;
  for (const letter of term) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** In order, and none within another. */
function merged(ranges: readonly number[]): number[] {
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
