// What a key with Ctrl or Alt sends, decided by the character it types, as xterm and VTE do.
// (xterm.js 6.0 goes by the key's place on a US keyboard.) Everything else is xterm.js's: plain
// text, keys without a character, composed and dead ones.
import type { Platform } from '../lib/keys.ts';
import { latinKey } from '../lib/latinKey.ts';

/** The part of a KeyboardEvent that decides. */
export interface KeyPress {
  type: string;
  key: string;
  code: string;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  metaKey: boolean;
  isComposing: boolean;
  getModifierState(name: 'AltGraph'): boolean;
}

const ESC = '\x1b';
const DELETE = '\x7f';

/** Beside the characters from @ to ~, whose control has the lowest five of their bits. */
const CONTROLS: Readonly<Record<string, string>> = {
  ' ': '\0',
  '2': '\0',
  '3': ESC,
  '4': '\x1c',
  '5': '\x1d',
  '6': '\x1e',
  '7': '\x1f',
  '8': DELETE,
  '/': '\x1f',
  '?': DELETE,
  '¥': '\x1c', // where Japanese keyboards have the backslash
};

/** `altIsMeta`: Alt sends Escape first. What the key sends; null where that is left to xterm.js; '' for a dead key, which composes. */
export function typedKey(press: KeyPress, platform: Platform, altIsMeta = true): string | null {
  const { ctrlKey, altKey } = press;
  if (press.type !== 'keydown' || !(ctrlKey || altKey) || isOthers(press, platform)) return null;
  if (press.key === 'Dead') return '';
  if ([...press.key].length !== 1) return null;
  const typed = latinKey(press);
  const sent = ctrlKey ? controlOf(typed) : typed;
  return altKey && altIsMeta ? ESC + sent : sent;
}

/** Composed, on the keypad, a command of macOS, or a third level that says Ctrl or Alt. */
function isOthers(press: KeyPress, platform: Platform): boolean {
  const { ctrlKey, altKey, metaKey, isComposing, code } = press;
  if (isComposing || metaKey || code.startsWith('Numpad')) return true;
  // There Option chooses another character, so that the one it is Alt of isn't told.
  if (platform === 'darwin') return altKey;
  // And there AltGr is Ctrl and Alt.
  return platform === 'win32' && (press.getModifierState('AltGraph') || (ctrlKey && altKey));
}

function controlOf(typed: string): string {
  const known = CONTROLS[typed];
  if (known !== undefined) return known;
  if (typed < '@' || typed > '~') return typed;
  return String.fromCharCode(typed.charCodeAt(0) & 0x1f);
}
