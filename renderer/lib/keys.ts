// Which command a key stroke means, by the table of commands.
import {
  COMMAND_NAMES,
  keysOf,
  type Command as TableCommand,
} from '../../electron/ipc/commands.ts';
import type { AppInfo } from '../../electron/ipc/contract.ts';
import { latinKey } from './latinKey.ts';

export type Platform = AppInfo['platform'];
export type TabNumber = `tab-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`;
/** A command, or going to a tab by its place. */
export type Command = TableCommand | TabNumber;

/** The part of a KeyboardEvent that decides. */
export type KeyStroke = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'
> &
  Partial<Pick<KeyboardEvent, 'getModifierState'>>;

type Keys = ReadonlyMap<string, TableCommand>;

/** Keys as the table of commands writes them, `terminal:` and the like included. */
function keysOn(platform: Platform): Keys {
  return new Map(
    COMMAND_NAMES.flatMap((name) => keysOf(name, platform).map((chord) => [chord, name] as const)),
  );
}

const KEYS: Record<Platform, Keys> = {
  linux: keysOn('linux'),
  win32: keysOn('win32'),
  darwin: keysOn('darwin'),
};

/** The command a key stroke stands for, or null where the key belongs to whoever has the focus. */
export function commandFor(
  stroke: KeyStroke,
  platform: Platform,
  inTerminal: boolean,
): Command | null {
  // AltGr makes another character of the key, which no command has.
  if (stroke.getModifierState?.('AltGraph')) return null;
  const chord = chordOf(stroke);
  const digit = /^(Alt|Meta)\+([1-9])$/.exec(chord);
  if (digit && (digit[1] === 'Meta') === (platform === 'darwin')) {
    return `tab-${digit[2]}` as TabNumber;
  }
  const keys = KEYS[platform];
  const place = inTerminal ? 'terminal' : 'elsewhere';
  return keys.get(`${place}:${chord}`) ?? keys.get(chord) ?? null;
}

/**
 * A stroke written as `Ctrl+Shift+F`: the character counts, but for digits, which some layouts have
 * only with Shift. Letters that aren't Latin count as those of a US keyboard in their places.
 */
export function chordOf(stroke: KeyStroke): string {
  const modifiers = [
    stroke.ctrlKey && 'Ctrl',
    stroke.metaKey && 'Meta',
    stroke.altKey && 'Alt',
    stroke.shiftKey && 'Shift',
  ].filter(Boolean);
  return [...modifiers, baseKey(stroke)].join('+');
}

function baseKey(stroke: KeyStroke): string {
  const { code, altKey } = stroke;
  const key = latinKey(stroke);
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  if (key === '-' && !altKey) return key;
  if (/^(Digit|Numpad)\d$/.test(code)) return code.slice(-1);
  return key === '+' ? '=' : key;
}
