// Schemes in YAML: base16, base24, Gogh, and Alacritty's of old. Every value is read as text, since
// YAML would take `2e3440` for a number and `000000` for zero.
import { LineCounter, parseDocument } from 'yaml';
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';
import { alacrittySchemes } from './alacritty.ts';
import type { RawScheme, Slot } from './rawScheme.ts';
import { isTable, mappedScheme, textAt, type Table } from './tables.ts';

/** Which base stands for which of the sixteen, as tinted-theming maps them. */
const BASE16 = [
  ...['00', '08', '0B', '0A', '0D', '0E', '0C', '05'],
  ...['03', '08', '0B', '0A', '0D', '0E', '0C', '07'],
];
const BASE24 = [...BASE16.slice(0, 9), '12', '14', '13', '16', '17', '15', '07'];
const BASE_OTHERS: Record<Exclude<Slot, number>, string> = {
  ...{ background: '00', foreground: '05', cursor: '05', selection: '02' },
  ...{ cursorText: '', selectionText: '' },
};
const SEVERAL = 'MULTIPLE_DOCS';

/** Throws a `PersonError` with the place where it is no YAML. */
export function readYaml(text: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    ...{ schema: 'failsafe', merge: true, uniqueKeys: false, lineCounter, logLevel: 'silent' },
    prettyErrors: false, // each would copy its line, of which a file may be one
  });
  const error = document.errors.find(({ code }) => code !== SEVERAL);
  if (error) {
    const { line, col: column } = lineCounter.linePos(error.pos[0]);
    throw new PersonError(say('scheme-line-wrong', { line, column }));
  }
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new PersonError(say('scheme-none'), { cause }); // more aliases than any scheme has
  }
}

/** Those of any maker; none where it is something else. */
export function tableSchemes(file: unknown): RawScheme[] {
  if (!isTable(file)) return [];
  const bases = basesOf(isTable(file['palette']) ? file['palette'] : file);
  if (Object.keys(bases).length > 0) return [baseScheme(file, bases)];
  if ('color_01' in file || 'color_1' in file) return [mappedScheme(file, goghNames(file))];
  return alacrittySchemes(file);
}

/** By their names in one spelling: `base0A`. */
function basesOf(table: Table): Table {
  const found = Object.entries(table).flatMap(([key, value]) => {
    const digits = /^base([01][0-9a-f])$/i.exec(key)?.[1];
    return digits ? [[`base${digits.toUpperCase()}`, value] as const] : [];
  });
  return Object.fromEntries(found);
}

function baseScheme(file: Table, bases: Table): RawScheme {
  const sixteen = 'base12' in bases ? BASE24 : BASE16;
  const called = (slot: Slot) =>
    `base${typeof slot === 'number' ? sixteen[slot]! : BASE_OTHERS[slot]}`;
  const name = textAt(file, 'name') ?? textAt(file, 'scheme') ?? '';
  return { ...mappedScheme(bases, called), name };
}

/** One-based, and with two digits but in early ones. */
function goghNames(file: Table): (slot: Slot) => string {
  const width = 'color_01' in file ? 2 : 1;
  return (slot) =>
    typeof slot === 'number' ? `color_${String(slot + 1).padStart(width, '0')}` : slot;
}
