// Text for floods, made up by seed: what compilers, listings and logs print, in one of three
// kinds. The same seed gives the same bytes on every machine.
import { seeded, type Random } from '../tests/support/random.ts';

export type TextKind = 'plain' | 'coloured' | 'wide';
export const TEXT_KINDS: readonly TextKind[] = ['plain', 'coloured', 'wide'];

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789-_/.'];
/**
 * First and last code point of what is two columns wide: kana, Han, Hangul, emoji. About as many
 * different ones as a language's texts use; all of Unicode in one file would be no text.
 */
const WIDE_RANGES = [
  [0x3041, 0x3096],
  [0x30a1, 0x30fa],
  [0x4e00, 0x53ff],
  [0xac00, 0xaeff],
  [0x1f600, 0x1f64f],
] as const;
const SHORTEST_LINE = 20;
const LONGEST_LINE = 110;

/**
 * Lines of at least so many bytes altogether, each with its line feed.
 * @param seed which text of that kind
 */
export function makeText(kind: TextKind, bytes: number, seed = 1): string {
  const random = seeded(seed);
  const lines: string[] = [];
  for (let length = 0; length < bytes; length += Buffer.byteLength(lines.at(-1)!)) {
    lines.push(`${line(kind, random)}\n`);
  }
  return lines.join('');
}

function line(kind: TextKind, random: Random): string {
  const columns = random.between(SHORTEST_LINE, LONGEST_LINE);
  const words: string[] = [];
  for (let used = 0; used < columns;) {
    const length = random.between(2, 10);
    words.push(word(kind, length, random));
    used += (kind === 'wide' ? 2 * length : length) + 1;
  }
  return words.join(' ');
}

function word(kind: TextKind, length: number, random: Random): string {
  if (kind === 'wide') return letters(length, () => wideLetter(random));
  const text = letters(length, () => random.pick(LETTERS));
  return kind === 'coloured' && random.once(2) ? `\x1b[${colour(random)}m${text}\x1b[0m` : text;
}

function letters(length: number, make: () => string): string {
  return Array.from({ length }, make).join('');
}

function wideLetter(random: Random): string {
  const [first, last] = random.pick(WIDE_RANGES);
  return String.fromCodePoint(random.between(first, last));
}

function colour(random: Random): string {
  const byte = (): number => random.int(256);
  return random.pick([
    () => `${random.pick([1, 3, 4, 7])};${30 + random.int(8)}`,
    () => `${90 + random.int(8)}`,
    () => `38;5;${byte()}`,
    () => `38;2;${byte()};${byte()};${byte()}`,
    () => `${30 + random.int(8)};${40 + random.int(8)}`,
  ])();
}
