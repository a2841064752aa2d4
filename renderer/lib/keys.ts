// Which keys mean which command, per platform. A shell owns most keys, so what is taken
// from it is listed here and nowhere else; a table, so it can be read and tested.
import type { AppInfo, MenuCommand } from '../../electron/ipc/contract.ts';
import { latinKey } from './latinKey.ts';

export type Platform = AppInfo['platform'];
export type TabNumber = `tab-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`;
/** Commands of the window that the application menu doesn't have. */
export type WindowCommand = 'running-shells' | 'tunnels' | 'copy-selected' | 'new-shell';
export type Command = MenuCommand | WindowCommand | TabNumber;

/** The part of a KeyboardEvent that decides. */
export type KeyStroke = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'
> &
  Partial<Pick<KeyboardEvent, 'getModifierState'>>;

type Table = Record<string, Command>;

const EVERYWHERE: Table = {
  'Ctrl+PageDown': 'next-tab',
  'Ctrl+PageUp': 'previous-tab',
  'Ctrl+Tab': 'next-tab',
  'Ctrl+Shift+Tab': 'previous-tab',
  'Ctrl+Shift+PageUp': 'move-tab-left',
  'Ctrl+Shift+PageDown': 'move-tab-right',
};

const PC: Table = {
  ...EVERYWHERE,
  'Ctrl+=': 'zoom-in',
  'Ctrl+Shift+=': 'zoom-in',
  'Ctrl+-': 'zoom-out',
  'Ctrl+0': 'zoom-reset',
  'Ctrl+,': 'settings',
  'Ctrl+Shift+B': 'toggle-sidebar',
  'Ctrl+Shift+F': 'find',
  'Ctrl+Shift+I': 'connection-details',
  'Ctrl+Shift+J': 'join-shell',
  'Ctrl+Shift+M': 'chat',
  'Ctrl+Shift+S': 'share-shell',
  'Ctrl+Shift+G': 'company',
  'Ctrl+Shift+K': 'find-host',
  'Ctrl+Shift+L': 'running-shells',
  'Ctrl+Shift+N': 'add-host',
  'Ctrl+Shift+O': 'tunnels',
  'Ctrl+Shift+R': 'reconnect',
  'Ctrl+Shift+T': 'new-shell',
  'Ctrl+Shift+W': 'close-tab',
};

const MAC: Table = {
  ...EVERYWHERE,
  'Meta+=': 'zoom-in',
  'Meta+Shift+=': 'zoom-in',
  'Meta+-': 'zoom-out',
  'Meta+0': 'zoom-reset',
  'Meta+,': 'settings',
  'Meta+B': 'toggle-sidebar',
  'Meta+F': 'find',
  'Meta+I': 'connection-details',
  'Meta+K': 'find-host',
  'Meta+Shift+J': 'join-shell',
  'Meta+Shift+L': 'running-shells',
  'Meta+Shift+M': 'chat',
  'Meta+Shift+S': 'share-shell',
  'Meta+Shift+G': 'company',
  'Meta+N': 'add-host',
  'Meta+Shift+O': 'tunnels',
  'Meta+R': 'reconnect',
  'Meta+W': 'close-tab',
};

// Text fields have these from the browser; only a focused terminal needs them from us.
const PC_TERMINAL: Table = {
  'Ctrl+Shift+C': 'copy',
  'Ctrl+Insert': 'copy',
  'Ctrl+Shift+V': 'paste',
  'Shift+Insert': 'paste',
  'Ctrl+Shift+A': 'select-all',
};

// As Windows' own terminals do it: Ctrl+C copies what is selected, and interrupts where nothing is.
const WINDOWS_TERMINAL: Table = { ...PC_TERMINAL, 'Ctrl+C': 'copy-selected', 'Ctrl+V': 'paste' };

const MAC_TERMINAL: Table = { 'Meta+C': 'copy', 'Meta+V': 'paste', 'Meta+A': 'select-all' };

const IN_TERMINAL: Record<Platform, Table> = {
  linux: PC_TERMINAL,
  win32: WINDOWS_TERMINAL,
  darwin: MAC_TERMINAL,
};

// Ctrl+K erases to the end of the line in a shell, so only outside a terminal is it ours.
const PC_ELSEWHERE: Table = { 'Ctrl+K': 'find-host' };

/** The command a key stroke stands for, or null where the key belongs to whoever has the focus. */
export function commandFor(
  stroke: KeyStroke,
  platform: Platform,
  inTerminal: boolean,
): Command | null {
  // AltGr makes another character of the key, which no command has.
  if (stroke.getModifierState?.('AltGraph')) return null;
  const mac = platform === 'darwin';
  const chord = chordOf(stroke);
  const digit = /^(Alt|Meta)\+([1-9])$/.exec(chord);
  if (digit && (digit[1] === 'Meta') === mac) return `tab-${digit[2]}` as TabNumber;
  const local = inTerminal ? IN_TERMINAL[platform] : mac ? {} : PC_ELSEWHERE;
  return local[chord] ?? (mac ? MAC : PC)[chord] ?? null;
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
