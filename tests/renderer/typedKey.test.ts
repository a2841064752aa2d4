// What keys with Ctrl and Alt send, on keyboards of many layouts.
import { describe, expect, it } from 'vitest';
import type { Platform } from '../../renderer/lib/keys.ts';
import { typedKey, type KeyPress } from '../../renderer/terminal/typedKey.ts';

/** `Ctrl+Shift+^` on a key, as a browser reports it. */
function press(chord: string, code = '', change: Partial<KeyPress> = {}): KeyPress {
  const parts = chord.split('+');
  const key = parts.at(-1) || '+';
  return {
    type: 'keydown',
    key,
    code: code || (/^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : ''),
    ctrlKey: parts.includes('Ctrl'),
    altKey: parts.includes('Alt'),
    shiftKey: parts.includes('Shift'),
    metaKey: parts.includes('Meta'),
    isComposing: false,
    getModifierState: () => parts.includes('AltGr'),
    ...change,
  };
}

const sent = (chord: string, code?: string, platform: Platform = 'linux') =>
  typedKey(press(chord, code), platform);

it('Alt types its character alone where it isn’t Meta', () => {
  const alone = (chord: string) => typedKey(press(chord), 'linux', false);
  expect(['Alt+a', 'Alt+ß', 'Ctrl+Alt+c'].map(alone)).toEqual(['a', 'ß', '\x03']);
  expect(sent('Alt+a')).toBe('\x1ba');
});

describe('Ctrl', () => {
  it.each([
    ['Ctrl+a', 'KeyA', '\x01'],
    ['Ctrl+C', 'KeyC', '\x03'], // with Caps Lock
    ['Ctrl+ ', 'Space', '\0'],
    ['Ctrl+Shift+@', 'Digit2', '\0'],
    ['Ctrl+[', 'BracketLeft', '\x1b'],
    ['Ctrl+\\', 'Backslash', '\x1c'],
    ['Ctrl+]', 'BracketRight', '\x1d'],
    ['Ctrl+Shift+^', 'Digit6', '\x1e'],
    ['Ctrl+6', 'Digit6', '\x1e'],
    ['Ctrl+/', 'Slash', '\x1f'],
    ['Ctrl+Shift+_', 'Minus', '\x1f'],
    ['Ctrl+Shift+?', 'Slash', '\x7f'],
    ['Ctrl+8', 'Digit8', '\x7f'],
    ['Ctrl+`', 'Backquote', '\0'],
    ['Ctrl+Shift+~', 'Backquote', '\x1e'],
    ['Ctrl+;', 'Semicolon', ';'],
    // German
    ['Ctrl+AltGr+\\', 'Minus', '\x1c'],
    ['Ctrl+AltGr+]', 'Digit9', '\x1d'],
    ['Ctrl+AltGr+[', 'Digit8', '\x1b'],
    ['Ctrl+AltGr+@', 'KeyQ', '\0'],
    ['Ctrl+Shift+/', 'Digit7', '\x1f'],
    ['Ctrl+z', 'KeyY', '\x1a'],
    ['Ctrl+ü', 'BracketLeft', 'ü'],
    ['Ctrl+ß', 'Minus', 'ß'],
    // French
    ['Ctrl+a', 'KeyQ', '\x01'],
    ['Ctrl+_', 'Digit8', '\x1f'],
    ['Ctrl+AltGr+^', 'Digit9', '\x1e'],
    ['Ctrl+AltGr+@', 'Digit0', '\0'],
    ['Ctrl+"', 'Digit3', '"'],
    ['Ctrl+²', 'Backquote', '²'],
    // Swedish
    ['Ctrl+AltGr+\\', 'Minus', '\x1c'],
    ['Ctrl+å', 'BracketLeft', 'å'],
    // Russian, Greek, Hebrew, Arabic
    ['Ctrl+с', 'KeyC', '\x03'],
    ['Ctrl+х', 'BracketLeft', '\x1b'],
    ['Ctrl+ъ', 'BracketRight', '\x1d'],
    ['Ctrl+ψ', 'KeyC', '\x03'],
    ['Ctrl+ב', 'KeyC', '\x03'],
    ['Ctrl+٢', 'Digit2', '\0'],
    ['Ctrl+.', 'Slash', '.'],
    // Japanese
    ['Ctrl+@', 'BracketLeft', '\0'],
    ['Ctrl+^', 'Equal', '\x1e'],
    ['Ctrl+[', 'BracketRight', '\x1b'],
    ['Ctrl+\\', 'IntlYen', '\x1c'],
    ['Ctrl+¥', 'IntlYen', '\x1c'],
    ['Ctrl+Shift+_', 'IntlRo', '\x1f'],
    ['Ctrl+ソ', 'KeyC', '\x03'],
  ])('%s on %s', (chord, code, bytes) => expect(sent(chord, code)).toBe(bytes));
});

describe('Alt', () => {
  it.each([
    ['Alt+b', 'KeyB', '\x1bb'],
    ['Alt+Shift+B', 'KeyB', '\x1bB'],
    ['Alt+ ', 'Space', '\x1b '],
    ['Alt+.', 'Period', '\x1b.'],
    ['Alt+1', 'Digit1', '\x1b1'],
    ['Ctrl+Alt+a', 'KeyA', '\x1b\x01'],
    ['Ctrl+Alt+/', 'Slash', '\x1b\x1f'],
    ['Alt+ü', 'BracketLeft', '\x1bü'],
    ['Alt+Shift+Ü', 'BracketLeft', '\x1bÜ'],
    ['Alt+#', 'Backslash', '\x1b#'],
    ['Alt+Shift+.', 'Comma', '\x1b.'],
    ['Alt+AltGr+\\', 'Minus', '\x1b\\'],
    ['Alt+&', 'Digit1', '\x1b&'],
    ['Alt+å', 'BracketLeft', '\x1bå'],
    ['Alt+ñ', 'Semicolon', '\x1bñ'],
    ['Alt+и', 'KeyB', '\x1bb'],
    ['Alt+Shift+И', 'KeyB', '\x1bB'],
    ['Alt+ж', 'Semicolon', '\x1b;'],
    ['Alt+😀', '', '\x1b😀'],
  ])('%s on %s', (chord, code, bytes) => expect(sent(chord, code)).toBe(bytes));
});

describe('left to xterm.js', () => {
  it.each([
    ['text', press('ü', 'BracketLeft')],
    ['text of a third level', press('AltGr+\\', 'Minus')],
    ['a key without a character', press('Ctrl+ArrowLeft', 'ArrowLeft')],
    ['a function key', press('Alt+F4', 'F4')],
    ['Alt+Enter', press('Alt+Enter', 'Enter')],
    ['Alt alone', press('Alt+Alt', 'AltLeft')],
    ['the keypad', press('Ctrl+3', 'Numpad3')],
    ['a key let go', press('Ctrl+/', 'Slash', { type: 'keyup' })],
    ['what an input method is at', press('Ctrl+a', 'KeyA', { isComposing: true })],
    ['a key that an input method took', press('Ctrl+Process', 'KeyA')],
    ['a command', press('Meta+Ctrl+f')],
  ])('%s', (_, key) => expect(typedKey(key, 'linux')).toBeNull());

  it('Option on macOS, whose Ctrl goes by the character all the same', () => {
    expect(sent('Alt+ƒ', 'KeyF', 'darwin')).toBeNull();
    expect(sent('Ctrl+/', 'Slash', 'darwin')).toBe('\x1f');
    expect(sent('Ctrl+¥', 'IntlYen', 'darwin')).toBe('\x1c');
  });

  it('AltGr on Windows, which is Ctrl and Alt there', () => {
    expect(sent('Ctrl+Alt+AltGr+\\', 'Minus', 'win32')).toBeNull();
    expect(sent('Ctrl+Alt+@', 'KeyQ', 'win32')).toBeNull();
    expect(sent('Ctrl+/', 'Slash', 'win32')).toBe('\x1f');
    expect(sent('Alt+ü', 'Semicolon', 'win32')).toBe('\x1bü');
  });
});

it('a dead key composes, whatever is held', () => {
  expect(sent('Ctrl+Dead', 'BracketLeft')).toBe('');
  expect(sent('Alt+Dead', 'Equal')).toBe('');
});
