// The table of commands: what stands in it can be used, by every system's keys and menus.
import { describe, expect, it } from 'vitest';
import { COMMAND_NAMES, COMMANDS, keysOf, shownKeys } from '../../../electron/ipc/commands.ts';
import { Keymap } from '../../../renderer/lib/keymap.ts';
import type { KeyStroke, Platform } from '../../../renderer/lib/keys.ts';

const PLATFORMS = ['linux', 'win32', 'darwin'] as const;
const MODIFIERS = /^(Ctrl|Meta|Alt|Shift)$/;

function stroke(chord: string): KeyStroke {
  const parts = chord.split('+');
  const key = parts.pop()!;
  const has = (name: string): boolean => parts.includes(name);
  const typed = key.length === 1 && !has('Shift') ? key.toLowerCase() : key;
  return {
    ...{ key: typed, code: '', ctrlKey: has('Ctrl'), metaKey: has('Meta') },
    ...{ altKey: has('Alt'), shiftKey: has('Shift') },
  };
}

describe.each(PLATFORMS)('on %s', (platform) => {
  const chords = COMMAND_NAMES.flatMap((name) =>
    keysOf(name, platform).map((chord) => [chord, name] as const),
  );

  it('no key stands for two commands', () => {
    expect(new Set(chords.map(([chord]) => chord)).size).toBe(chords.length);
  });

  it.each(chords)('%s is a key with modifiers, and means %s', (written, name) => {
    const [, place = '', chord = ''] = /^(?:(terminal|elsewhere):)?(.+)$/.exec(written)!;
    const modifiers = chord.split('+').slice(0, -1);
    expect(modifiers.every((one) => MODIFIERS.test(one)) && modifiers.length > 0).toBe(true);
    if (/[[\]]$/.test(chord)) return; // of the menu alone: Shift makes another character of it
    const means = (inTerminal: boolean) =>
      new Keymap(platform).commandFor(stroke(chord), inTerminal);
    if (place !== 'elsewhere') expect(means(true)).toBe(name);
    if (place !== 'terminal') expect(means(false)).toBe(name);
  });

  it('takes nothing from programs but Ctrl+Shift, the command key, and what is listed here', () => {
    const others = chords
      .map(([chord]) => chord)
      .filter(
        (chord) => !chord.startsWith('elsewhere:') && !/(Ctrl\+(Alt\+)?Shift|Meta)\+/.test(chord),
      );
    expect(others.sort()).toEqual(TAKEN[platform]);
  });
});

const TABS = ['Ctrl+PageDown', 'Ctrl+PageUp', 'Ctrl+Tab'];
const PC = ['Ctrl+,', 'Ctrl+-', 'Ctrl+0', 'Ctrl+=', ...TABS];
const INSERT = ['terminal:Ctrl+Insert', 'terminal:Shift+Insert'];
const TAKEN: Record<Platform, string[]> = {
  linux: [...PC, ...INSERT].sort(),
  win32: [...PC, ...INSERT, 'terminal:Ctrl+C', 'terminal:Ctrl+V'].sort(),
  darwin: TABS,
};

it('every command has words', () => {
  for (const name of COMMAND_NAMES) expect(COMMANDS[name].words).toMatch(/^[A-Z]/);
});

it.each([
  ['tunnels', 'linux', 'Ctrl+Shift+O'],
  ['tunnels', 'darwin', '⇧⌘O'],
  ['copy', 'win32', 'Ctrl+Shift+C'],
  ['next-tab', 'darwin', '⇧⌘]'],
  ['move-tab-left', 'darwin', '⌃⇧PageUp'],
  ['go-left', 'linux', 'Ctrl+Shift+←'],
  ['go-left', 'darwin', '⌥⌘←'],
  ['new-window', 'win32', 'Ctrl+Alt+Shift+N'],
  ['clear', 'linux', ''],
] as const)('%s is written on %s as %s', (name, platform, keys) => {
  expect(shownKeys(name, platform)).toBe(keys);
});

it('where no terminal is focused, a shorter key is shown', () => {
  expect(shownKeys('find-host', 'linux', 'elsewhere')).toBe('Ctrl+K');
  expect(shownKeys('find-host', 'linux')).toBe('Ctrl+Shift+K');
});
