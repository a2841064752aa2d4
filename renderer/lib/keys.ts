// What a key stroke is called, as the table of commands writes keys. Which command it means is the
// keymap's to say.
import { latinKey } from './latinKey.ts';

export type { Command, Platform, TabNumber } from './keymap.ts';

/** The part of a KeyboardEvent that decides. */
export type KeyStroke = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'
> &
  Partial<Pick<KeyboardEvent, 'getModifierState'>>;

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

/** The stroke is a modifier alone, held for what comes. */
export function isModifier({ key }: Pick<KeyStroke, 'key'>): boolean {
  return /^(Control|Shift|Alt|AltGraph|Meta|CapsLock|Fn|OS|Dead|Process|Unidentified)$/.test(key);
}

function baseKey(stroke: KeyStroke): string {
  const { code, altKey } = stroke;
  const key = latinKey(stroke);
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  if (key === '-' && !altKey) return key;
  if (/^(Digit|Numpad)\d$/.test(code)) return code.slice(-1);
  if (key === ' ') return 'Space';
  return key === '+' ? '=' : key;
}
