// Alacritty's colours, in TOML or in the YAML of its earlier versions.
import { parse, TomlError } from 'smol-toml';
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';
import type { RawScheme, Slot } from './rawScheme.ts';
import { at, isTable, mappedScheme } from './tables.ts';

const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const OTHERS: Record<Exclude<Slot, number>, string> = {
  background: 'primary.background',
  foreground: 'primary.foreground',
  cursor: 'cursor.cursor',
  cursorText: 'cursor.text',
  selection: 'selection.background',
  selectionText: 'selection.text',
};

/** Throws a `PersonError` with the place where it is no TOML. */
export function readToml(text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const { line, column } = cause;
    throw new PersonError(say('scheme-line-wrong', { line, column }), { cause });
  }
}

/** The one that is chosen, or else all that are named; none where it is something else. */
export function alacrittySchemes(file: unknown): RawScheme[] {
  if (!isTable(file)) return [];
  const chosen = [file['colors'], file].find((one) => at(one, 'primary') && at(one, 'normal'));
  if (chosen) return [mappedScheme(chosen as never, called)];
  const named = [file['schemes'], file['color_schemes']].find(isTable) ?? {};
  return Object.entries(named).flatMap(([name, scheme]) =>
    isTable(scheme) ? [{ ...mappedScheme(scheme, called), name }] : [],
  );
}

function called(slot: Slot): string {
  if (typeof slot !== 'number') return OTHERS[slot];
  return `${slot < NAMES.length ? 'normal' : 'bright'}.${NAMES[slot % NAMES.length]}`;
}
