// Text of every length in UTF-8 made up by seed, bytes that are none, and pieces of both.
import type { Random } from './random.ts';

/** 0x80 ends a piece of the first ones wherever that can be: what xterm.js 6.0 loses. */
const CHARACTERS = [
  '—',
  '‐',
  '\u0400',
  '🀀',
  '𐀀',
  'ä',
  'ß',
  '端',
  '末',
  '🚀',
  '👩‍🚀',
  'e\u0301',
  'a',
  ' ',
];

/** Bytes that say a lot in UTF-8: first, second and last ones of their kinds. */
const TELLING = [
  0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9b, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0,
];
const MORE_TELLING = [0xe2, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff];

/** Valid UTF-8, so many characters. */
export function randomText(random: Random, characters: number): string {
  return Array.from({ length: characters }, () => randomCharacter(random)).join('');
}

function randomCharacter(random: Random): string {
  if (random.once(2)) return random.pick(CHARACTERS);
  const code = random.pick([
    random.between(0xa0, 0x7ff),
    random.between(0x800, 0xd7ff),
    random.between(0xe000, 0xffff),
    random.between(0x10000, 0x10ffff),
  ]);
  return String.fromCodePoint(code);
}

/** Anything: text, pieces of text, and bytes that are none. No controls but 0x00 and 0x7f. */
export function randomBytes(random: Random, length: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let size = 0; size < length;) {
    const text = Buffer.from(randomCharacter(random));
    const part = random.pick([
      text,
      text.subarray(0, random.between(1, text.length)),
      Uint8Array.of(random.pick([...TELLING, ...MORE_TELLING])),
    ]);
    parts.push(part);
    size += part.length;
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** The same bytes in pieces, each a buffer of its own. */
export function cutAtRandom(random: Random, bytes: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  const most = random.pick([1, 2, 4, 30]);
  for (let at = 0; at < bytes.length;) {
    const size = random.between(1, most);
    pieces.push(bytes.slice(at, at + size));
    at += size;
  }
  return pieces;
}
