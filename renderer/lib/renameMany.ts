// New names for many files by a pattern: what is found is replaced, with a number that counts, and
// letters made small or large. Plain text in, plain text out; whoever has a pattern of somebody runs this
// where it can be stopped.

export interface RenamePattern {
  /** '' for the whole name. */
  find: string;
  /** `$1` is a part found, `###` a number that counts. */
  replace: string;
  regex: boolean;
  matchCase: boolean;
  /** The ending changes, too. */
  endings: boolean;
  /** The first number. */
  from: number;
  letters: 'keep' | 'lower' | 'upper' | 'title';
}

export const NO_PATTERN: RenamePattern = {
  ...{ find: '', replace: '', regex: false, matchCase: true, endings: false },
  ...{ from: 1, letters: 'keep' },
};

/** What stands in the way of a name. */
export type NameProblem = 'empty' | 'sign' | 'dots' | 'long' | 'twice' | 'there';

export interface RenamedRow {
  from: string;
  to: string;
  problem: NameProblem | null;
}

/** As long as a name may be, in bytes of UTF-8. */
const LONGEST = 255;

/** Throws a `SyntaxError` for a regular expression that is none. */
export function renamed(names: readonly string[], pattern: RenamePattern): string[] {
  const found = finder(pattern);
  let count = pattern.from;
  return names.map((name) => {
    const [stem, ending] = pattern.endings ? [name, ''] : parted(name);
    if (found && stem.search(found) < 0) return inLetters(stem, pattern.letters) + ending;
    const text = numbered(pattern.replace, count);
    const replaced = found ? replacedIn(stem, found, text, pattern.regex) : text || stem;
    if (found || text !== '') count += 1;
    return inLetters(replaced, pattern.letters) + ending;
  });
}

/** Only a regular expression has parts that `$1` could stand for. */
function replacedIn(stem: string, found: RegExp, text: string, parts: boolean): string {
  return parts ? stem.replace(found, text) : stem.replace(found, () => text);
}

function finder({ find, regex, matchCase }: RenamePattern): RegExp | null {
  if (find === '') return null;
  const source = regex ? find : find.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(source, matchCase ? 'gu' : 'giu');
}

/** `report.tar.gz` ends in `.gz`; a name that begins with its only dot has no ending. */
function parted(name: string): [stem: string, ending: string] {
  const at = name.lastIndexOf('.');
  return at <= 0 ? [name, ''] : [name.slice(0, at), name.slice(at)];
}

/** `###` becomes `001`, then `002`. */
function numbered(text: string, count: number): string {
  return text.replace(/#+/g, (signs) => String(count).padStart(signs.length, '0'));
}

function inLetters(text: string, letters: RenamePattern['letters']): string {
  if (letters === 'lower') return text.toLowerCase();
  if (letters === 'upper') return text.toUpperCase();
  if (letters === 'keep') return text;
  return text.toLowerCase().replace(/(?<![\p{L}\p{N}])\p{L}/gu, (first) => first.toUpperCase());
}

/**
 * Each with what stands in its way. `others`: names that stay beside them. Who leaves a name makes room
 * for another.
 */
export function checked(
  names: readonly string[],
  to: readonly string[],
  others: readonly string[],
): RenamedRow[] {
  const taken = new Set(others);
  const times = new Map<string, number>();
  for (const name of to) times.set(name, (times.get(name) ?? 0) + 1);
  return names.map((from, at) => {
    const name = to[at]!;
    const isTwice = times.get(name)! > 1;
    const beside = taken.has(name) ? 'there' : isTwice ? 'twice' : null;
    return { from, to: name, problem: nameProblem(name) ?? beside };
  });
}

/** Why no file can be called so; null where one can. */
export function nameProblem(name: string): NameProblem | null {
  if (name === '') return 'empty';
  if (name === '.' || name === '..') return 'dots';
  if (/[/\0]/.test(name)) return 'sign';
  return new TextEncoder().encode(name).length > LONGEST ? 'long' : null;
}
