// Keys that somebody else may take before the window hears them: an input method, the system, its window
// manager; or that programs in a terminal would miss. Said beside such a key, never forbidden.
import { readChord, strokeOf, type Chord } from '../../electron/ipc/commands.ts';
import type { Platform } from './keymap.ts';

export type Taker = 'input-method' | 'system' | 'altgr' | 'meta' | 'function';

/** IBus has U, and in some versions E; fcitx may have F. */
const INPUT_METHODS: Readonly<Record<Platform, ReadonlySet<string>>> = {
  linux: new Set(['Ctrl+Shift+U', 'Ctrl+Shift+E', 'Ctrl+Shift+F', 'Ctrl+Space', 'Shift+Space']),
  win32: new Set(['Ctrl+Space', 'Shift+Space']),
  darwin: new Set(['Ctrl+Space', 'Ctrl+Alt+Space']),
};

const SYSTEMS: Readonly<Record<Platform, RegExp>> = {
  linux:
    /^(Alt\+(F4|F2|F1|Tab|Shift\+Tab|Space|Escape)|Ctrl\+Alt\+(T|L|Delete|Tab|Arrow\w+|F\d+)|(Ctrl\+)?Meta\+.*)$/,
  win32:
    /^(Alt\+(F4|Tab|Shift\+Tab|Space|Escape)|Ctrl\+Alt\+Delete|Ctrl\+(Shift\+)?Escape|.*Meta\+.*)$/,
  darwin:
    /^(Meta\+(Q|H|M|Tab|Space|`|Alt\+H|Alt\+Escape|Shift\+[345Q])|Ctrl\+(Arrow\w+|F\d+)|Ctrl\+Meta\+(F|Q|Space))$/,
};

/** Who may take it; null where nobody is known to. */
export function takerOf(chord: Chord, platform: Platform): Taker | null {
  const stroke = strokeOf(chord);
  if (INPUT_METHODS[platform].has(stroke)) return 'input-method';
  if (SYSTEMS[platform].test(stroke)) return 'system';
  if (/^Ctrl\+Alt\+(Shift\+)?[^+]$/.test(stroke) && platform === 'win32') return 'altgr';
  return ofPrograms(chord);
}

function ofPrograms(chord: Chord): Taker | null {
  const keys = readChord(chord);
  if (!keys || keys.place === 'elsewhere') return null;
  if (/^Alt\+[A-Z.]$/.test(strokeOf(chord))) return 'meta';
  return /^F\d+$/.test(keys.key) && keys.modifiers.length === 0 && keys.key !== 'F11'
    ? 'function'
    : null;
}
