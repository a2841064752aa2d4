// Keys as the table of commands writes them, `Ctrl+Shift+F`: read, brought into one form, written for
// people, and refused where a program or the keyboard itself needs them. Reached through commands.ts.

/**
 * A key with its modifiers, as `Ctrl+Shift+F`; the character counts. `terminal:` before it: only
 * while a terminal is focused; `elsewhere:`: only while none is.
 */
export type Chord = string;

/** Where a chord holds; '' is everywhere. */
export type Place = '' | 'terminal' | 'elsewhere';

/** In the order in which they are written. */
const MODIFIERS = ['Ctrl', 'Meta', 'Alt', 'Shift'] as const;
type Modifier = (typeof MODIFIERS)[number];

export interface Keys {
  place: Place;
  modifiers: readonly Modifier[];
  /** `F`, `=`, `PageUp`. */
  key: string;
}

/** Keys with names, as browsers call them; what else there is types one character. */
const NAMED = /^(F([1-9]|1\d|2[0-4])|Arrow(Left|Right|Up|Down)|Page(Up|Down)|Home|End|Insert)$/;
const TYPING = /^(Enter|Tab|Escape|Backspace|Delete|Space)$/;

/** What a chord consists of; null for what is none. */
export function readChord(chord: Chord): Keys | null {
  const [, place = '', rest = ''] = /^(?:(terminal|elsewhere):)?(.+)$/.exec(chord.trim()) ?? [];
  const parts = /^(.*\+)?(\+|[^+]+)$/.exec(rest);
  if (!parts) return null;
  const names = (parts[1] ?? '').split('+').filter((one) => one !== '');
  const modifiers = names.map((name) => MODIFIERS.find((one) => same(one, name)));
  const key = keyOf(parts[2]!);
  if (key === null || modifiers.includes(undefined)) return null;
  return { place: place as Place, modifiers: inOrder(modifiers as Modifier[]), key };
}

function inOrder(modifiers: readonly Modifier[]): Modifier[] {
  return MODIFIERS.filter((one) => modifiers.includes(one));
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function keyOf(written: string): string | null {
  if (written === '+') return '=';
  if (/^[a-z]$/.test(written)) return written.toUpperCase();
  if ([...written].length === 1) return written;
  return NAMED.test(written) || TYPING.test(written) ? written : null;
}

/** The same chord as a stroke of it is written; null for what is none. */
export function normalChord(chord: Chord): Chord | null {
  const keys = readChord(chord);
  if (!keys) return null;
  const place = keys.place === '' ? '' : `${keys.place}:`;
  return place + [...keys.modifiers, keys.key].join('+');
}

/** A chord without its place. */
export function strokeOf(chord: Chord): string {
  return chord.replace(/^(terminal|elsewhere):/, '');
}

/** Whether both can be meant by one stroke. */
export function overlap(one: Chord, other: Chord): boolean {
  const [a, b] = [readChord(one)?.place, readChord(other)?.place];
  const [first, second] = [normalChord(one), normalChord(other)];
  if (first === null || second === null) return false;
  return strokeOf(first) === strokeOf(second) && (a === b || a === '' || b === '');
}

/**
 * Why nobody may have a chord: it is no key; it types; it moves among fields; programs in terminals
 * can't do without it.
 */
export type Refusal = 'no-key' | 'types' | 'moves' | 'of-programs';

/** Null where it may be chosen. */
export function refusalOf(chord: Chord): Refusal | null {
  const keys = readChord(chord);
  if (!keys) return 'no-key';
  const { modifiers, key, place } = keys;
  const bare = modifiers.every((one) => one === 'Shift');
  if (bare && /^(Tab|Escape)$/.test(key)) return 'moves';
  if (bare && (TYPING.test(key) || key.length === 1)) return 'types';
  if (bare && modifiers.length === 0 && /^(Arrow|Page|Home|End|Insert)/.test(key)) return 'moves';
  const control = modifiers.length === 1 && modifiers[0] === 'Ctrl';
  const isControl = control && /^([A-Z[\]\\^_@]|Space)$/.test(key);
  return isControl && place !== 'elsewhere' ? 'of-programs' : null;
}

const SYMBOLS: Record<string, string> = { Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Meta: '⌘' };
const ORDER = Object.keys(SYMBOLS);
/** Keys that are written as what stands on them. */
const ON_KEYS: Record<string, string> = {
  ...{ ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' },
};

/** A chord as people see it written on that system. */
export function writtenChord(chord: Chord, platform: NodeJS.Platform): string {
  const parts = /^(.*\+)?(\+|[^+]+)$/.exec(strokeOf(chord));
  const names = (parts?.[1] ?? '').split('+').filter((one) => one !== '');
  const last = parts?.[2] ?? '';
  const key = ON_KEYS[last] ?? last;
  if (platform !== 'darwin') return [...names, key].join('+');
  const symbols = names.sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
  return symbols.map((name) => SYMBOLS[name]).join('') + key;
}
