// Finds among thousands of texts those that somebody means: words in any order, letters with gaps,
// best first. Runs in a worker (`matcherWorker.ts`); knows texts and weights, and nothing of hosts.
import uFuzzy from '@leeoniya/ufuzzy';
import { fold, termsOf, withoutUmlauts, wordsWithSigns } from './fold.ts';
import { bestPlace, endsWord, isInOrder, merged, signsBetween, startsWord } from './textPlaces.ts';

/** Something that can be found. */
export interface Findable {
  id: string;
  /** What it is called, then lines that may be found, too. */
  text: string;
  /** Found only by what stands in it as it is written, and last: letters with gaps are in any long text. */
  more?: string;
}

export interface Hit {
  id: string;
  /** Where the text matched: pairs of begin and end, in order. */
  marks: readonly number[];
  /** Where a word that isn't in the text stands in `more`: begin and end. */
  beyond?: readonly [begin: number, end: number];
}

export interface Hits {
  /** How many matched; the best of them follow. */
  total: number;
  hits: Hit[];
}

export interface Looking {
  /** Points for how recently, and how often, something was used; `at` is its place in the list. */
  weightOf?: (id: string, at: number) => number;
  /** What has to stand there as it is written, signs and all. */
  phrases?: readonly string[];
  /** Places in the list that are looked at; all, where nothing is said. */
  among?: readonly number[];
}

/** Letters between two of a word, at most. */
const GAP = 6;
/** Points for a word that stands there with its signs. */
const IN_ONE_PIECE = 20;
/** Of what matches with gaps only so much is judged: all else is too far down to be seen. */
const MOST_JUDGED = 1_500;
/** Characters of a text that are looked at. */
const LONGEST_TEXT = 400;

/** Points that differ by less count as the same. */
const PARTS_OF_A_POINT = 1_000;
/** A power of two, so that both of a number's parts are exact. */
const MOST_TEXTS = 2 ** 20;

const fuzzy = new uFuzzy({
  ...{ alpha: null, interSplit: '\\s+', intraSplit: null, intraIns: GAP, intraChars: '[^\\n]' },
  ...{ interBound: '[^a-z0-9\\u0080-\\uffff]', intraBound: '[a-z]\\d|\\d[a-z]' },
});

/** What was made of one text: where it matched, in whatever order, and for how many points. */
export interface TermMatch {
  score: number;
  ranges: readonly number[];
  beyond?: readonly [number, number];
}

type Matches = Map<number, TermMatch>;

/** Places in the list, the best first, and what matched there. */
export interface Placed {
  order: readonly number[];
  matchAt: (at: number) => TermMatch;
}

const ALL: TermMatch = { score: 0, ranges: [] };

export class Matcher {
  readonly #ids: readonly string[];
  readonly #texts: readonly string[];
  /** What is found as it is written alone. A text that is too long stands here, too. */
  readonly #more: readonly string[];
  readonly #names: readonly number[];

  /** `folded`: of each, where that was made before. */
  constructor(all: readonly Findable[], folded: readonly Folded[] = all.map(foldedOf)) {
    this.#ids = all.map(({ id }) => id);
    this.#texts = folded.map(({ text }) => text);
    this.#more = folded.map(({ more }) => more);
    this.#names = this.#texts.map((text) => {
      const end = text.indexOf('\n');
      return end === -1 ? text.length : end;
    });
  }

  /** The best first, `most` at most; without a word all, by weight. */
  find(typed: string, most: number, looking: Looking = {}): Hits {
    const { order, matchAt } = this.place(typed, looking);
    const hits = order.slice(0, most).map((at) => hitOf(this.#ids[at]!, matchAt(at)));
    return { total: order.length, hits };
  }

  /** All of them. Makes as little as it can of each: of ten thousand that match, thirty are seen. */
  place(typed: string, { weightOf = none, phrases = [], among }: Looking = {}): Placed {
    const [terms, exact] = [termsOf(typed), phrases.map(fold).filter(Boolean)];
    if (terms.length + exact.length === 0) return this.#all(typed.trim(), weightOf, among);
    let found: Matches | null = null;
    for (const phrase of exact)
      found = joined(this.#literal(phrase, found?.keys() ?? among ?? this.#texts.keys()), found);
    for (const term of terms) found = this.#both(term, found, among);
    for (const word of wordsWithSigns(typed)) this.#inOnePiece(word, found!);
    const matches = found!;
    const [whole, count] = [fold(typed.trim()), terms.length + exact.length];
    const order = this.#ordered([...matches.keys()], (at) => {
      return this.#total(at, matches.get(at)!, whole, count) + weightOf(this.#ids[at]!, at);
    });
    return { order, matchAt: (at) => matches.get(at)! };
  }

  /** By points, and as they stand in the list where these are the same. */
  #ordered(places: number[], pointsOf: (at: number) => number): number[] {
    // A number of each, so that no function is asked which of two comes first.
    const numbers = new Float64Array(places.length);
    for (const [nth, at] of places.entries()) {
      numbers[nth] = Math.round(pointsOf(at) * PARTS_OF_A_POINT) * -MOST_TEXTS + at;
    }
    numbers.sort();
    return Array.from(numbers, (number) => ((number % MOST_TEXTS) + MOST_TEXTS) % MOST_TEXTS);
  }

  /** `web-eu` is marked as a whole where it stands so, and counts for more than its parts. */
  #inOnePiece(word: string, found: Matches): void {
    for (const [at, { score, ranges, beyond }] of found) {
      const place = bestPlace(this.#texts[at]!, word);
      if (place < 0) continue;
      const all = [...ranges, place, place + word.length];
      found.set(at, { score: score + IN_ONE_PIECE, ranges: all, ...(beyond && { beyond }) });
    }
  }

  /** Whether a text, or what stands beyond it, has it as it is written. */
  has(at: number, phrase: string): boolean {
    const folded = fold(phrase);
    return this.#texts[at]!.includes(folded) || this.#more[at]!.includes(folded);
  }

  // Signs alone: as they are typed, or everything where nothing was.
  #all(
    signs: string,
    weightOf: (id: string, at: number) => number,
    among: readonly number[] = [...this.#ids.keys()],
  ): Placed {
    const places = among.filter((at) => this.has(at, signs));
    const order = this.#ordered(places, (at) => weightOf(this.#ids[at]!, at));
    return { order, matchAt: () => ALL };
  }

  /** @param typed folded */
  #total(at: number, { score }: TermMatch, typed: string, terms: number): number {
    const [text, length] = [this.#texts[at]!, this.#names[at]!];
    const isWhole = typed.length === length && text.startsWith(typed);
    // Of two that match alike the shorter name is meant.
    return score / terms + (isWhole ? 150 : 0) - Math.min(length, 60) * 0.1;
  }

  /** What matches the term too, of what matched the others. */
  #both(term: string, before: Matches | null, among?: readonly number[]): Matches {
    const all = before ? [...before.keys()] : (among ?? [...this.#texts.keys()]);
    const now = this.#one(term, all);
    const short = withoutUmlauts(term);
    if (short !== null)
      for (const [at, match] of this.#one(short, all)) if (!now.has(at)) now.set(at, match);
    return joined(now, before);
  }

  #one(term: string, among: readonly number[]): Matches {
    const rest: number[] = [];
    const found = this.#literal(term, among, rest);
    // A number is meant as it is.
    if (/\D/.test(term)) this.#withGaps(term, this.#inOrder(term, rest), found);
    // Last, as letters with gaps in a name say more than a word in a long text.
    for (const at of rest) if (!found.has(at)) this.#beyond(term, at, found);
    return found;
  }

  #inOrder(term: string, among: readonly number[]): number[] {
    const found: number[] = [];
    for (const at of among) {
      if (found.length === MOST_JUDGED) break;
      if (isInOrder(this.#texts[at]!, term)) found.push(at);
    }
    return found;
  }

  /** @param rest gets those in whose text it doesn't stand as it is */
  #literal(term: string, among: Iterable<number>, rest?: number[]): Matches {
    const found: Matches = new Map();
    for (const at of among) {
      const text = this.#texts[at]!;
      const place = bestPlace(text, term);
      if (place >= 0) found.set(at, this.#exact(at, place, term.length));
      else if (!rest) this.#beyond(term, at, found);
      else rest.push(at);
    }
    return found;
  }

  #beyond(term: string, at: number, found: Matches): void {
    const place = bestPlace(this.#more[at]!, term);
    if (place >= 0) found.set(at, { score: 30, ranges: [], beyond: [place, place + term.length] });
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

/** As it is compared. */
export interface Folded {
  text: string;
  more: string;
}

export function foldedOf(one: Findable): Folded {
  return { text: fold(one.text.slice(0, LONGEST_TEXT)), more: fold(beyondText(one)) };
}

const none = (): number => 0;

/** As it is handed over. */
export function hitOf(id: string, { ranges, beyond }: Omit<TermMatch, 'score'>): Hit {
  return { id, marks: merged(ranges), ...(beyond && { beyond }) };
}

/** What is looked for as it is written alone; places in it are those of `beyond`. */
export function beyondText({ text, more = '' }: Findable): string {
  return text.length > LONGEST_TEXT ? `${text}\n${more}` : more;
}

/** What matched both, with the points and the places of both. */
function joined(now: Matches, before: Matches | null): Matches {
  if (!before) return now;
  for (const [at, match] of now) {
    const { score, ranges, beyond } = before.get(at)!;
    const both = { score: score + match.score, ranges: [...ranges, ...match.ranges] };
    const where = beyond ?? match.beyond;
    now.set(at, where ? { ...both, beyond: where } : both);
  }
  return now;
}
