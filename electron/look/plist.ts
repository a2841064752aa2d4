// iTerm2's .itermcolors: a property list, as XML or binary, with the channels of each colour from 0 to
// 1. One file may hold a pair for light and dark besides the plain colours.
import { DOMParser, type Element } from '@xmldom/xmldom';
import { parseBuffer } from 'bplist-parser';
import { toHex } from '../../core/look/oklab.ts';
import { say, type Said } from '../../words/said.ts';
import { cleanLine } from '../../core/text/clean.ts';
import { PersonError } from '../personError.ts';
import type { RawScheme, Slot } from './rawScheme.ts';
import { fromDisplayP3 } from './wideGamut.ts';

type Dictionary = Record<string, unknown>;
type Triple = [number, number, number];

const NAMES: Record<Exclude<Slot, number>, string> = {
  background: 'Background Color',
  foreground: 'Foreground Color',
  cursor: 'Cursor Color',
  cursorText: 'Cursor Text Color',
  selection: 'Selection Color',
  selectionText: 'Selected Text Color',
};
const SLOTS = [...Object.keys(NAMES), ...Array.from({ length: 16 }, (_, at) => at)] as Slot[];
/** What is missing counts as sRGB: all that write none mean that. */
const SRGB = /^(|srgb|calibrated|generic|device|genericrgb)$/i;

const called = (slot: Slot): string =>
  typeof slot === 'number' ? `Ansi ${slot} Color` : NAMES[slot];

export function readBinaryPlist(bytes: Uint8Array): RawScheme[] {
  return schemesOf(unharmed(() => parseBuffer(Buffer.from(bytes))[0]));
}

/** Whether it is XML that may be a property list. */
export function beginsAsXml(text: string): boolean {
  const start = preambleOf(text);
  return text.slice(0, start).includes('<?xml') || /^<(!doctype|plist)/i.test(text.slice(start));
}

export function readXmlPlist(text: string): RawScheme[] {
  const start = preambleOf(text);
  // Places in the rest are told by its lines.
  const lines = text.slice(0, start).match(/\n/g)?.length ?? 0;
  return schemesOf(unharmed(() => rootOf('\n'.repeat(lines) + text.slice(start))));
}

/** Where it ends. Nothing may stand before the declaration of XML, but templates write comments there. */
function preambleOf(text: string): number {
  let at = 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at++;
    const closing = text.startsWith('<!--', at) ? '-->' : text.startsWith('<?', at) ? '?>' : '';
    const end = closing ? text.indexOf(closing, at + 2) : -1;
    if (end < 0) return at;
    at = end + closing.length;
  }
}

/** Throws where it is no XML. What is odd in it is let pass, and never told to the console. */
function rootOf(text: string): unknown {
  const quiet = new DOMParser({ onError: () => undefined });
  const root = quiet.parseFromString(text, 'text/xml').documentElement;
  if (root?.nodeName !== 'plist') throw new PersonError(say('scheme-none'));
  const [first] = elementsIn(root);
  return first && valueOf(first);
}

function valueOf(element: Element): unknown {
  const text = element.textContent ?? '';
  if (element.nodeName === 'dict') return dictionaryOf(element);
  if (element.nodeName === 'real' || element.nodeName === 'integer') return Number(text);
  return element.nodeName === 'string' ? text : undefined;
}

/** Each key stands before its value. */
function dictionaryOf(element: Element): Dictionary {
  const found = Object.create(null) as Dictionary;
  let key: string | undefined;
  for (const child of elementsIn(element)) {
    if (child.nodeName === 'key') key = child.textContent ?? '';
    else if (key !== undefined) found[key] = valueOf(child);
  }
  return found;
}

function elementsIn(element: Element): Element[] {
  return [...element.childNodes].filter((node): node is Element => node.nodeType === 1);
}

// The libraries throw errors of many kinds.
function unharmed(parse: () => unknown): Dictionary {
  let found: unknown;
  try {
    found = parse();
  } catch (cause) {
    if (cause instanceof PersonError) throw cause;
    throw new PersonError(damaged(cause), { cause });
  }
  if (!isDictionary(found)) throw new PersonError(say('scheme-none'));
  return found;
}

/** Where it is damaged, where the library says that. */
function damaged(cause: unknown): Said {
  const { locator } = cause as { locator?: { lineNumber?: number; columnNumber?: number } };
  const { lineNumber: line, columnNumber: column } = locator ?? {};
  if (!line || !column) return say('scheme-list-damaged');
  return say('scheme-line-wrong', { line, column });
}

function schemesOf(list: Dictionary): RawScheme[] {
  if (!Object.keys(list).some((key) => /^(Ansi \d+|Background|Foreground) Color/.test(key))) {
    throw new PersonError(say('scheme-none'));
  }
  const variants = ['', ' (Dark)', ' (Light)'].map((suffix) => variant(list, suffix));
  const full = variants.filter(({ given }) => given.has('background'));
  const seen = new Set<string>();
  return (full.length > 0 ? full : variants.slice(0, 1)).filter(({ given }) => {
    const colours = SLOTS.map((slot) => given.get(slot)?.text).join();
    const isNew = !seen.has(colours);
    seen.add(colours);
    return isNew;
  });
}

/** A suffix is in the name, which then still says of which file. */
function variant(list: Dictionary, suffix: string): RawScheme {
  const given = new Map(
    SLOTS.flatMap((slot) => {
      const colour = list[called(slot) + suffix];
      return isDictionary(colour)
        ? [[slot, { text: hexOf(colour, called(slot) + suffix) }] as const]
        : [];
    }),
  );
  return { name: '', given, called: (slot) => called(slot) + suffix, suffix };
}

function hexOf(colour: Dictionary, name: string): string {
  const space = typeof colour['Color Space'] === 'string' ? colour['Color Space'] : '';
  const isP3 = /^(display ?)?p3$/i.test(space);
  if (!isP3 && !SRGB.test(space)) {
    const what = { colour: name, space: cleanLine(space, 40) };
    throw new PersonError(say('scheme-colour-space', what));
  }
  const channels = ['Red', 'Green', 'Blue'].map((one) =>
    channel(colour[`${one} Component`], { colour: name, component: `${one} Component` }),
  ) as Triple;
  return isP3 ? fromDisplayP3(channels) : toHex(channels);
}

function channel(given: unknown, what: { colour: string; component: string }): number {
  const value = typeof given === 'string' ? Number(given) : given;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new PersonError(say('scheme-components', what));
  }
  return Math.min(1, Math.max(0, value));
}

function isDictionary(value: unknown): value is Dictionary {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
