// Whether a string of the code is written for a person to read: a sentence, a label, a part of one.
// Codes, names, keys, styles, SQL and commands for a shell are for machines.

/** Where something is put into a template; it counts as a word. */
export const HOLE = '\uFFFC';

/** What stands around a word in a sentence. */
const AROUND = /^[("'“‘„«]+|[)"'”’»,.:;!?…]+$/gu;
const WORD = /^\p{L}[\p{L}\p{M}’'/-]*$/u;
/** A piece that is of no sentence by itself: an option, an assignment, a path, brackets of code. */
const TECHNICAL = /^--?\w|[{}|\\`$]|\w=/u;
/** A text that has such pieces is a sentence if it begins or ends like one; a command does neither. */
const SENTENCE = /^[("'“‘„«]*\p{Lu}[\p{Ll}’]*\s|\p{Ll}[.!?…][)"'”’»]*$/u;
const SQL = /^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|PRAGMA|VACUUM|BEGIN|COMMIT|WITH)\b/;
/** `Copy`, `Reconnecting…`; no `AltGraph`, `GET` or `Content-Type`. */
const LABEL = /^\p{Lu}[\p{Ll}’]+[.…:!?]?$/u;
/** Keys of a keyboard have their names from elsewhere. */
const KEYS = new Set(
  ['Enter', 'Escape', 'Tab', 'Space', 'Backspace', 'Delete', 'Insert', 'Home', 'End'].concat([
    'Ctrl',
    'Control',
    'Meta',
    'Alt',
    'Shift',
    'Dead',
    'Cmd',
    'Option',
  ]),
);

/** Names stay as they are in every language. */
const NAMES = new Set(['Bowline']);

/** @param {any} node the text of a literal, with `HOLE` in place of what is put in */
export function textOf(node) {
  if (node.type === 'TemplateLiteral')
    return node.quasis.map((/** @type {any} */ part) => part.value.cooked ?? '').join(HOLE);
  return typeof node.value === 'string' ? node.value : '';
}

/**
 * A sentence, a label, or words in a row, `HOLE` in place of what is put in.
 * @param {string} text
 */
export function readsAsText(text) {
  const line = text.trim();
  if (SQL.test(line)) return false;
  const pieces = line.split(/\s+/);
  if (pieces.some((piece) => TECHNICAL.test(piece)))
    return SENTENCE.test(line) && wordsInARow(withoutSigns(pieces));
  if (LABEL.test(line)) return !KEYS.has(line) && !NAMES.has(line);
  return wordsInARow(line);
}

/**
 * Anything that can be read, where it is known to be shown.
 * @param {string} text
 */
export function canBeRead(text) {
  const plain = text.replace(/&#?\w+;/g, ' ');
  return /\p{L}{2}/u.test(plain) && !NAMES.has(plain.trim());
}

/** @param {string[]} pieces what is technical among them stands for a word, as what is put in does */
function withoutSigns(pieces) {
  return pieces.map((piece) => (TECHNICAL.test(piece) ? HOLE : piece)).join(' ');
}

/** @param {string} line */
function wordsInARow(line) {
  const pieces = line.split(/[\s]+|(?<=[—–])|(?=[—–])/u).map((piece) => piece.replace(AROUND, ''));
  return pieces.some((piece, at) => {
    const next = pieces[at + 1] ?? '';
    const both = isWord(piece) && isWord(next);
    return both && (piece !== HOLE || next !== HOLE);
  });
}

/** @param {string} piece */
function isWord(piece) {
  return piece === HOLE || WORD.test(piece);
}
