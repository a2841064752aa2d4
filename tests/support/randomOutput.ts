// What programs write to terminals, made up by seed: text of every width, and every sequence
// that leaves something behind.
import type { Random } from './random.ts';

type Make = (random: Random) => string;

const ESC = '\x1b';
const csi = (text: string): Make => {
  return () => `${ESC}[${text}`;
};
const moved =
  (finals: string, most: number): Make =>
  (random) =>
    `${ESC}[${random.int(most)}${random.pick([...finals])}`;

const WORDS = ['a', 'word', 'a longer line of text ', '端末', '🪢', 'e\u0301', '👩‍🚀', '  '];

const TEXT: Make[] = [
  (random) => random.pick(WORDS).repeat(1 + random.int(5)),
  (random) => random.pick(WORDS),
  () => '\r\n',
  (random) => random.pick(['\n', '\r', '\t', '\b', '\x0b', '\x0c', '\x07']),
];

const LINE_COLORS = ['5:77', '2::1:2:3'];

const color: Make = (random) =>
  random.pick([
    `${random.pick([3, 4, 9, 10])}${random.int(8)}`,
    `${random.pick([38, 48])};5;${random.int(256)}`,
    `${random.pick([38, 48])};2;${random.int(256)};${random.int(256)};${random.int(256)}`,
    random.pick(['39', '49']),
  ]);

const STYLE: Make[] = [
  (random) => `${ESC}[${color(random)}m`,
  (random) => `${ESC}[${random.pick([0, 0, 1, 2, 3, 4, 5, 7, 8, 9, 22, 24, 27, 53, 55])}m`,
  // Always undone, as character sets are: a saved cursor keeps half of it.
  (random) => `${ESC}[4:${1 + random.int(5)};58:${random.pick(LINE_COLORS)}mlines${ESC}[m`,
  (random) =>
    `${ESC}]8;${random.pick(['', 'id=x'])};${random.pick(['', 'https://a.example/'])}${ESC}\\`,
  (random) => `${ESC}[${random.int(3)}"q`,
];

const CELLS: Make[] = [
  moved('ABCDEFGd`ae', 12),
  (random) => `${ESC}[${random.int(8)};${random.int(24)}${random.pick(['H', 'f'])}`,
  moved('JK', 3),
  moved('@PXLMSTb', 5),
  moved('IZ', 4),
  (random) => `${ESC}[?${random.int(3)}${random.pick(['J', 'K'])}`,
  (random) => `${ESC}${random.pick(['M', 'D', 'E', '7', '8', 'H'])}`,
  (random) => `${ESC}[${random.pick(['s', 'u', '3g', '0g'])}`,
  (random) => `${ESC}[${1 + random.int(4)};${2 + random.int(6)}r`,
  csi('r'),
];

const STATE: Make[] = [
  (random) => `${ESC}[?${random.pick(PRIVATE_MODES)}${random.pick(['h', 'l'])}`,
  // What an earlier stay on the alternate screen has left behind there is overwritten.
  (random) => `${ESC}[?${random.pick([47, 1047, 1049])}h${ESC}7${ESC}[r${ESC}[3g`,
  (random) => `${ESC}[?${random.pick([47, 1047, 1048, 1049])}l`,
  (random) => `${ESC}[${random.pick([4, 20])}${random.pick(['h', 'l', 'l'])}`,
  (random) => `${ESC}${random.pick(['=', '>'])}`,
  // Always undone: xterm.js itself loses its way when a cursor is restored in between.
  (random) => random.pick([`${ESC}(0lqk#${ESC}(B`, `${ESC}(A#${ESC}(B`, `${ESC})0\x0elqk\x0f`]),
  (random) => `${ESC}[${random.int(7)} q`,
  (random) => `${ESC}]${random.pick([0, 2])};title ${random.int(9)}\x07`,
  (random) => (random.once(8) ? random.pick([`${ESC}c`, `${ESC}[!p`, `${ESC}#8`]) : ''),
];

/** Not 7: without wrapping xterm.js leaves halves of wide characters behind, which no text makes. */
const PRIVATE_MODES = [1, 6, 9, 25, 45, 66, 1000, 1002, 1003, 1004, 1006, 1016, 2004];

/** So many pieces of text and sequences. */
export function randomOutput(random: Random, pieces: number): string {
  let output = '';
  for (let count = 0; count < pieces; count++) {
    const kind = random.pick([TEXT, TEXT, TEXT, TEXT, STYLE, CELLS, CELLS, STATE]);
    output += random.pick(kind)(random);
  }
  return output;
}
