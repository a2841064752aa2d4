// Windows Terminal's settings.json, a part of it, or one scheme alone: JSON with comments.
import { createScanner, parse, type ParseError } from 'jsonc-parser';
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';
import type { RawScheme, Slot } from './rawScheme.ts';
import { isTable, mappedScheme, placeIn, type Table } from './tables.ts';

const PLAIN = ['black', 'red', 'green', 'yellow', 'blue', 'purple', 'cyan', 'white'];
const NAMES = [...PLAIN, ...PLAIN.map((one) => `bright${one[0]!.toUpperCase()}${one.slice(1)}`)];
const OTHERS: Partial<Record<Slot, string>> = {
  background: 'background',
  foreground: 'foreground',
  cursor: 'cursorColor',
  selection: 'selectionBackground',
};

/** An object, or a list of some: TOML's `[colors]` is none. Comments may stand before it. */
export function beginsAsJson(text: string): boolean {
  const scanner = createScanner(text, true);
  const next = () => {
    scanner.scan();
    return text.charAt(scanner.getTokenOffset());
  };
  const first = next();
  return first === '{' || (first === '[' && /[{\]]/.test(next()));
}

/** What stands in the file. Throws a `PersonError` with the place where it is no JSON. */
export function readJson(text: string): unknown {
  const errors: ParseError[] = [];
  const found: unknown = parse(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first) throw new PersonError(say('scheme-line-wrong', placeIn(text, first.offset)));
  return found;
}

/** The schemes among them; none where it is something else. */
export function windowsTerminalSchemes(json: unknown): RawScheme[] {
  if (!isTable(json)) return [];
  return Array.isArray(json['schemes']) ? json['schemes'].flatMap(oneScheme) : oneScheme(json);
}

function oneScheme(json: unknown): RawScheme[] {
  if (!isTable(json)) return [];
  if (!('background' in json) && !('black' in json)) return [];
  return [mappedScheme(magenta(json), called)];
}

const called = (slot: Slot): string =>
  typeof slot === 'number' ? NAMES[slot]! : (OTHERS[slot] ?? slot);

/** Some write what all but Windows call it. */
function magenta(json: Table): Table {
  const { magenta: plain, brightMagenta: bright } = json;
  return { purple: plain, brightPurple: bright, ...json };
}
