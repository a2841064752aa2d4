// What a reader has found in a file, and how that becomes a scheme: the one place that says which
// colours must be there, and what is put in the place of those that may be missing.
import { mix } from '../../core/look/oklab.ts';
import { isDark } from '../../core/look/ground.ts';
import type { Hex, Scheme } from '../../core/look/scheme.ts';
import { cleanLine } from '../../core/text/clean.ts';
import { say, type Said } from '../../words/said.ts';
import { PersonError } from '../personError.ts';
import { isKeyword, readColour } from './colour.ts';

export type Slot =
  'background' | 'foreground' | 'cursor' | 'cursorText' | 'selection' | 'selectionText' | number;

/** As it stands in the file. */
export interface Given {
  text: string;
  /** From 1, where lines tell something. */
  line?: number;
}

export interface RawScheme {
  /** '' where the file doesn't say: then it is called as the file. */
  name: string;
  /** After the name: which of several in one file it is. */
  suffix?: string;
  given: ReadonlyMap<Slot, Given>;
  /** What the file's makers call that colour. */
  called: (slot: Slot) => string;
}

/** A scheme that has no place among others yet. */
export type NewScheme = Omit<Scheme, 'id'>;

/** Characters of a name, which stands on a card. */
export const SCHEME_NAME_LENGTH = 80;
/** Characters of what is quoted from a file. */
const QUOTED = 40;
const PLAIN = 8;
/** Of white or black, in a bright colour that a file leaves to the terminal. */
const BRIGHTER = 0.2;

/** Throws a `PersonError` that names the colour, where it is none or isn't there. */
export function toScheme(raw: RawScheme, name: string): NewScheme {
  const must = ['background', 'foreground', ...Array.from({ length: 16 }, (_, at) => at)] as const;
  const found = new Map(must.map((slot) => [slot, colourAt(raw, slot)]));
  const bright = Array.from({ length: PLAIN }, (_, at) => at + PLAIN);
  const noBright = bright.every((at) => found.get(at) === undefined);
  const gaps = must.filter((slot) => found.get(slot) === undefined);
  const missing = noBright && gaps.length === PLAIN ? [] : gaps;
  if (missing.length > 0) throw new PersonError(saidMissing(missing.map(raw.called)));
  const [background, foreground] = [found.get('background')!, found.get('foreground')!];
  const own = must.slice(2).map((slot) => found.get(slot));
  const ansi = noBright ? withBright(own as Hex[], background, foreground) : (own as Hex[]);
  const { suffix = '' } = raw;
  return {
    name: clean(`${raw.name || name}${suffix}`),
    background,
    foreground,
    ansi,
    ...optional(raw),
  };
}

/** The eight bright ones were left to the terminal. */
export function leavesBright({ given }: RawScheme): boolean {
  return Array.from({ length: PLAIN }, (_, at) => at + PLAIN).every((at) => !given.has(at));
}

function saidMissing(colours: string[]): Said {
  const few = colours.slice(0, 4).join(', ');
  const shown = colours.length > 4 ? `${few}, …` : few;
  return say('scheme-colours-missing', { colours: shown, count: colours.length });
}

function colourAt({ given, called }: RawScheme, slot: Slot): Hex | undefined {
  const found = given.get(slot);
  if (!found || isKeyword(found.text)) return undefined;
  const colour = readColour(found.text);
  if (colour) return colour;
  const what = { colour: called(slot), value: cleanLine(found.text, QUOTED) };
  const { line } = found;
  throw new PersonError(
    line === undefined
      ? say('scheme-colour-wrong', what)
      : say('scheme-colour-wrong-at', { ...what, line }),
  );
}

/** Colours that a scheme may do without: one that can't be read is as good as none. */
function optional({ given }: RawScheme): Partial<Scheme> {
  const slots = ['cursor', 'cursorText', 'selection', 'selectionText'] as const;
  const read = slots.map((slot) => [slot, readColour(given.get(slot)?.text ?? '')] as const);
  return Object.fromEntries(read.filter(([, colour]) => colour !== undefined));
}

function withBright(own: readonly Hex[], background: Hex, foreground: Hex): Hex[] {
  const pole = isDark(background) ? '#ffffff' : '#000000';
  const plain = own.slice(0, PLAIN);
  const [, ...others] = plain.map((colour) => mix(colour, pole, BRIGHTER));
  return [...plain, mix(background, foreground, 0.5), ...others];
}

function clean(name: string): string {
  return cleanLine(name, SCHEME_NAME_LENGTH);
}
