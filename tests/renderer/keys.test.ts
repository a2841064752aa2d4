// Which keys are the app's, and which belong to the shell.
import { describe, expect, it } from 'vitest';
import { Keymap } from '../../renderer/lib/keymap.ts';
import type { KeyStroke, Platform } from '../../renderer/lib/keys.ts';

const commandFor = (stroke: KeyStroke, platform: Platform, inTerminal: boolean) =>
  new Keymap(platform).commandFor(stroke, inTerminal);

/** `Ctrl+Shift+F` as the browser would report it. */
function stroke(chord: string, code?: string): KeyStroke {
  const parts = chord.split('+');
  const key = parts.at(-1) || '+';
  return {
    key,
    code: code ?? (/^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : ''),
    ctrlKey: parts.includes('Ctrl'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
    metaKey: parts.includes('Meta'),
  };
}

const inTerminal = (chord: string, platform: 'linux' | 'darwin' | 'win32' = 'linux') =>
  commandFor(stroke(chord), platform, true);

describe('in a terminal', () => {
  it.each([
    'Ctrl+C',
    'Ctrl+D',
    'Ctrl+K',
    'Ctrl+W',
    'Ctrl+R',
    'F2',
    'Alt+b',
    'Ctrl+A',
    'Tab',
    'Enter',
  ])('%s reaches the program', (chord) => expect(inTerminal(chord)).toBeNull());

  it.each([
    ['Ctrl+Shift+C', 'copy'],
    ['Ctrl+Shift+V', 'paste'],
    ['Shift+Insert', 'paste'],
    ['Ctrl+Shift+F', 'find'],
    ['Ctrl+Shift+K', 'find-host'],
    ['Ctrl+Shift+P', 'palette'],
    ['Ctrl+Shift+L', 'running-shells'],
    ['Ctrl+Shift+O', 'tunnels'],
    ['Ctrl+Shift+T', 'new-shell'],
    ['Ctrl+PageDown', 'next-tab'],
    ['Ctrl+Shift+PageUp', 'move-tab-left'],
    ['Ctrl+Shift+Tab', 'previous-tab'],
    ['Ctrl+-', 'zoom-out'],
    ['Ctrl+Shift+D', 'split-right'],
    ['Ctrl+Shift+E', 'split-down'],
    ['Ctrl+Shift+ArrowLeft', 'go-left'],
    ['Ctrl+Shift+Enter', 'zoom-pane'],
    ['Ctrl+Shift+Y', 'arrange-panes'],
    ['Ctrl+Shift+W', 'close-pane'],
    ['Ctrl+Shift+Z', 'reopen-closed'],
    ['Ctrl+Shift+N', 'add-host'],
    ['Ctrl+Shift+Alt+N', 'new-window'],
  ])('%s means %s', (chord, command) => expect(inTerminal(chord)).toBe(command));

  it('Windows copies and pastes with Ctrl alone, by the character', () => {
    expect(inTerminal('Ctrl+C', 'win32')).toBe('copy-selected');
    expect(inTerminal('Ctrl+V', 'win32')).toBe('paste');
    expect(inTerminal('Ctrl+Shift+C', 'win32')).toBe('copy');
    const dvorak = { ...stroke('Ctrl+c'), code: 'KeyI' };
    expect(commandFor(dvorak, 'win32', true)).toBe('copy-selected');
    expect(inTerminal('Ctrl+X', 'win32')).toBeNull();
  });

  it('a Mac uses Command and leaves every Ctrl key but tab switching to the program', () => {
    expect(inTerminal('Meta+C', 'darwin')).toBe('copy');
    expect(inTerminal('Meta+K', 'darwin')).toBe('find-host');
    expect(inTerminal('Ctrl+Shift+C', 'darwin')).toBeNull();
    expect(inTerminal('Ctrl+Tab', 'darwin')).toBe('next-tab');
    expect(inTerminal('Ctrl+Shift+ArrowLeft', 'darwin')).toBeNull();
  });

  it.each([
    ['Meta+N', 'new-window'],
    ['Meta+Shift+N', 'add-host'],
    ['Meta+D', 'split-right'],
    ['Meta+Shift+D', 'split-down'],
    ['Meta+Alt+ArrowUp', 'go-up'],
    ['Meta+Shift+Enter', 'zoom-pane'],
    ['Ctrl+Meta+ArrowUp', 'size-up'],
    ['Ctrl+Meta+Shift+ArrowUp', 'move-up'],
    ['Meta+Shift+T', 'reopen-closed'],
    ['Meta+W', 'close-pane'],
  ])('on a Mac %s means %s', (chord, command) => {
    expect(inTerminal(chord, 'darwin')).toBe(command);
  });
});

describe('outside a terminal', () => {
  it('Ctrl+K goes to the filter box', () => {
    expect(commandFor(stroke('Ctrl+K'), 'linux', false)).toBe('find-host');
  });

  it('copy and paste stay with the text field', () => {
    expect(commandFor(stroke('Ctrl+Shift+V'), 'linux', false)).toBeNull();
    expect(commandFor(stroke('Meta+C'), 'darwin', false)).toBeNull();
  });
});

describe('keyboards of all layouts', () => {
  it('reach a tab by the digit key, whatever it types', () => {
    expect(commandFor({ ...stroke('Alt+&'), code: 'Digit1' }, 'linux', true)).toBe('tab-1');
    expect(commandFor({ ...stroke('Meta+9'), code: 'Digit9' }, 'darwin', true)).toBe('tab-9');
    expect(commandFor({ ...stroke('Alt+1'), code: 'Digit1' }, 'darwin', true)).toBeNull();
  });

  it('without Latin letters use the place of the key', () => {
    expect(commandFor({ ...stroke('Ctrl+Shift+С'), code: 'KeyC' }, 'linux', true)).toBe('copy');
  });

  it('go by the character where it is no letter, too', () => {
    // French: a comma and a question mark on the key that is M elsewhere, and a dash on the 6.
    expect(commandFor({ ...stroke('Ctrl+,'), code: 'KeyM' }, 'linux', true)).toBe('settings');
    expect(commandFor({ ...stroke('Ctrl+Shift+?'), code: 'KeyM' }, 'linux', true)).toBeNull();
    expect(commandFor({ ...stroke('Ctrl+-'), code: 'Digit6' }, 'linux', true)).toBe('zoom-out');
    expect(commandFor({ ...stroke('Alt+-'), code: 'Digit6' }, 'linux', true)).toBe('tab-6');
    expect(commandFor({ ...stroke('Ctrl+_'), code: 'Digit8' }, 'linux', true)).toBeNull();
    expect(commandFor({ ...stroke('Ctrl+à'), code: 'Digit0' }, 'linux', true)).toBe('zoom-reset');
  });

  it('leave what AltGr makes of a key to the program', () => {
    const closing = { ...stroke('Ctrl+}'), code: 'Digit0', getModifierState: () => true };
    expect(commandFor(closing, 'linux', true)).toBeNull();
  });

  it('zoom with plus, with or without Shift', () => {
    expect(commandFor(stroke('Ctrl++'), 'linux', true)).toBe('zoom-in');
    expect(commandFor(stroke('Ctrl+='), 'linux', true)).toBe('zoom-in');
  });
});
