// Which code page a Windows computer wrote its names in. No file says it: what else stands in the file
// (a charset of a font, a character set of a host) is asked first, then how plausible the words look.

/** Of western Windows. */
export const USUAL_CODE_PAGE = 'windows-1252';

/** Windows' numbers of character sets, which each session has for its font. */
const OF_FONT: ReadonlyMap<number, string> = new Map([
  [128, 'shift_jis'],
  [129, 'euc-kr'],
  [134, 'gbk'],
  [136, 'big5'],
  [161, 'windows-1253'],
  [162, 'windows-1254'],
  [163, 'windows-1258'],
  [177, 'windows-1255'],
  [178, 'windows-1256'],
  [186, 'windows-1257'],
  [204, 'windows-1251'],
  [222, 'windows-874'],
  [238, 'windows-1250'],
]);

/** Who talks to hosts in this, has a computer with that. */
const OF_LINE: readonly (readonly [RegExp, string])[] = [
  [/1251|koi8|8859-5|cp866/i, 'windows-1251'],
  [/1250|8859-2\b|cp852/i, 'windows-1250'],
  [/1253|8859-7/i, 'windows-1253'],
  [/1254|8859-9/i, 'windows-1254'],
  [/1255|8859-8/i, 'windows-1255'],
  [/1256|8859-6/i, 'windows-1256'],
  [/1257|8859-4\b|8859-13/i, 'windows-1257'],
  [/1258/i, 'windows-1258'],
  [/8859-11|874/i, 'windows-874'],
  [/gb2312|gbk|gb18030|936/i, 'gbk'],
  [/big5|950/i, 'big5'],
  [/shift.?jis|sjis|932/i, 'shift_jis'],
  [/euc-kr|949/i, 'euc-kr'],
];

/** With letters of one byte; the first of several that look as good is taken. */
const SINGLE = [1252, 1250, 1251, 1253, 1254, 1255, 1256, 1257, 874].map(
  (page) => `windows-${page}`,
);

type Range = readonly [low: number, high: number];

interface Pairs {
  readonly first: readonly Range[];
  readonly second: readonly Range[];
}

/** With letters of two bytes: where those that are in use begin, and what may come second. */
const DOUBLE: ReadonlyMap<string, Pairs> = new Map<string, Pairs>([
  ['gbk', { first: [[0xb0, 0xd7]], second: [[0xa1, 0xfe]] }],
  [
    'shift_jis',
    {
      first: [
        [0x82, 0x83],
        [0x88, 0x97],
      ],
      second: [
        [0x40, 0x7e],
        [0x80, 0xfc],
      ],
    },
  ],
  [
    'big5',
    {
      first: [[0xa4, 0xc6]],
      second: [
        [0x40, 0x7e],
        [0xa1, 0xfe],
      ],
    },
  ],
  ['euc-kr', { first: [[0xb0, 0xc8]], second: [[0xa1, 0xfe]] }],
]);

const LINE_CODE_PAGE = /^"?LineCodePage"?[=\\]"?([^"\r\n\\]+)/gim;
const FONT_CHARSET = /^"?FontCharSet"?[=\\](?:dword:([0-9a-f]+)|(\d+))/gim;
/** How much a hint is worth, for each letter. */
const HINT_WEIGHT = 0.4;

const FOREIGN = /[^\x00-\x7f]/g;
const NO_LETTER = /[^\x00-\x7f\p{L}\p{M}]/gu;
const CAPITAL_WITHIN = /\p{Ll}\p{Lu}/gu;
/** No language with Latin letters has three in a row that ASCII lacks. */
const HEAPED_ACCENTS = /[À-ɏ]{3}/g;
/** Rare in all of them. */
const PAIRED_ACCENTS = /[À-ɏ]{2}/g;
const NOT_LATIN =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Thai}]/u;
/** Cyrillic and Greek ones: letters of another page are vowels less often. */
const VOWELS = /[аеёиоуыэюяіїαεηιουωάέήίόύώ]/gi;

const SECOND_AT_LEAST = 0x40;
/** Words that are looked at: enough to be sure, however large the file. */
const MOST_WORDS = 1_000;
const MOST_LETTERS = 64;

/** Where no word has them: a hard or soft sign first, and all but a few consonants last in Greek. */
const MISPLACED = /(?<!\p{L})[ьъы]|ς(?=\p{L})|[βγδζθκλμπτφχψξ](?!\p{L})/giu;

/** Words with bytes outside ASCII, of text whose characters are bytes. */
export function wordsOutsideAscii(latin1: string): string[] {
  const words: string[] = [];
  for (const [word] of latin1.matchAll(/[A-Za-z\x80-\xff]+/g)) {
    if (/[\x80-\xff]/.test(word)) words.push(word.slice(0, MOST_LETTERS));
    if (words.length === MOST_WORDS) break;
  }
  return words;
}

/**
 * Of these words. `text` is the file as far as it can be read: what it says of character sets counts,
 * unless the words make no sense in it.
 */
export function guessedCodePage(all: readonly string[], text: string): string {
  const words = all.slice(0, MOST_WORDS);
  const hints = hintsIn(text);
  const size = words.join('').length;
  const scores = [...SINGLE, ...DOUBLE.keys()].map((page) => {
    const plausible = words.reduce((total, word) => total + score(word, page), 0);
    return [page, plausible + (hints.has(page) ? 1 + size * HINT_WEIGHT : 0)] as const;
  });
  return scores.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

function hintsIn(text: string): Set<string> {
  const hints = new Set<string>();
  for (const [, charset = ''] of text.matchAll(LINE_CODE_PAGE)) {
    const page = OF_LINE.find(([pattern]) => pattern.test(charset))?.[1];
    if (page) hints.add(page);
  }
  for (const [, hex, plain] of text.matchAll(FONT_CHARSET)) {
    const page = OF_FONT.get(hex === undefined ? Number(plain) : parseInt(hex, 16));
    if (page) hints.add(page);
  }
  return hints;
}

function score(word: string, page: string): number {
  const pairs = DOUBLE.get(page);
  return pairs ? doubleScore(word, pairs) : singleScore(word, page);
}

/** Letters count for a page; what no word has counts against it. */
function singleScore(word: string, page: string): number {
  const text = new TextDecoder(page).decode(Buffer.from(word, 'latin1'));
  const foreign = count(text, FOREIGN);
  const mixed = /[A-Za-z]/.test(text) && NOT_LATIN.test(text);
  return (
    foreign +
    count(text, VOWELS) / 2 -
    3 * count(text, NO_LETTER) -
    3 * count(text, CAPITAL_WITHIN) -
    4 * count(text, HEAPED_ACCENTS) -
    count(text, PAIRED_ACCENTS) / 2 -
    2 * count(text, MISPLACED) -
    (mixed ? 4 : 0)
  );
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** Pairs in use count for a page, other ones and single bytes against it. */
function doubleScore(word: string, { first, second }: Pairs): number {
  let score = 0;
  for (let at = 0; at < word.length; at += 1) {
    const [one, two] = [word.charCodeAt(at), word.charCodeAt(at + 1)];
    if (one < 0x80) continue;
    score += within(one, first) && within(two, second) ? 2 : -2;
    if (two >= SECOND_AT_LEAST) at += 1;
  }
  return score;
}

function within(byte: number, ranges: readonly Range[]): boolean {
  return ranges.some(([low, high]) => byte >= low && byte <= high);
}
