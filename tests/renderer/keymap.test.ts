// Keys that were changed: which are taken, which hold where, what conflicts, and what is refused.
import { describe, expect, it } from 'vitest';
import {
  keysOf,
  normalChord,
  overlap,
  readChord,
  refusalOf,
  shownKeys,
  writtenChord,
} from '../../electron/ipc/commands.ts';
import { macMenu } from '../../electron/main/macMenu.ts';
import { Keymap, TAB_NUMBERS } from '../../renderer/lib/keymap.ts';
import { chordOf, type KeyStroke, type Platform } from '../../renderer/lib/keys.ts';
import { takerOf } from '../../renderer/lib/takenKeys.ts';

const PLATFORMS: readonly Platform[] = ['linux', 'win32', 'darwin'];

/** `Ctrl+Shift+F` as the browser reports it. */
function stroke(chord: string): KeyStroke {
  const parts = chord.split('+');
  const key = parts.pop() || '+';
  const has = (name: string): boolean => parts.includes(name);
  const code = /^[A-Z]$/.test(key) ? `Key${key}` : /^\d$/.test(key) ? `Digit${key}` : '';
  return {
    ...{ key, code, ctrlKey: has('Ctrl'), metaKey: has('Meta') },
    ...{ altKey: has('Alt'), shiftKey: has('Shift') },
  };
}

describe('a chord', () => {
  it.each([
    ['Ctrl+Shift+F', 'Ctrl+Shift+F'],
    ['shift+ctrl+f', 'Ctrl+Shift+F'],
    ['terminal:Alt+Meta+Ctrl+x', 'terminal:Ctrl+Meta+Alt+X'],
    ['Ctrl++', 'Ctrl+='],
    ['Ctrl+-', 'Ctrl+-'],
    ['Ctrl+ü', 'Ctrl+ü'],
    ['F11', 'F11'],
    ['Ctrl+Ctrl+A', 'Ctrl+A'],
    ['', null],
    ['Ctrl', null],
    ['Ctrl+', null],
    ['Hyper+X', null],
    ['Ctrl+Enterprise', null],
    ['F25', null],
    ['nowhere:Ctrl+Shift+X', null],
  ])('%j is %j', (written, normal) => expect(normalChord(written)).toBe(normal));

  it.each(['Ctrl+Shift+F', 'Alt+9', 'Ctrl+PageDown', 'Ctrl+=', 'Ctrl+Space', 'Ctrl+Meta+ArrowUp'])(
    '%s is what its stroke is called',
    (chord) => expect(normalChord(chordOf(stroke(chord)))).toBe(chord),
  );

  it.each([
    ['A', 'types'],
    ['Shift+A', 'types'],
    ['Enter', 'types'],
    ['Backspace', 'types'],
    ['Escape', 'moves'],
    ['Tab', 'moves'],
    ['Shift+Tab', 'moves'],
    ['ArrowUp', 'moves'],
    ['Ctrl+C', 'of-programs'],
    ['terminal:Ctrl+R', 'of-programs'],
    ['Ctrl+[', 'of-programs'],
    ['Ctrl+Space', 'of-programs'],
    ['elsewhere:Ctrl+K', null],
    ['Ctrl+Shift+C', null],
    ['Alt+F4', null],
    ['Ctrl+1', null],
    ['Ctrl+Enter', null],
    ['Shift+PageUp', null],
    ['F5', null],
    ['Meta+K', null],
    ['what', 'no-key'],
  ])('%s is refused: %s', (chord, why) => expect(refusalOf(chord)).toBe(why));

  it('overlaps one of the same stroke in the same place, or everywhere', () => {
    expect(overlap('Ctrl+Shift+X', 'terminal:Ctrl+Shift+X')).toBe(true);
    expect(overlap('elsewhere:Ctrl+Shift+X', 'terminal:Ctrl+Shift+X')).toBe(false);
    expect(overlap('Ctrl+Shift+X', 'Ctrl+Shift+Y')).toBe(false);
    expect(readChord('Ctrl++')).toEqual({ place: '', modifiers: ['Ctrl'], key: '=' });
    expect(writtenChord('Ctrl+=', 'darwin')).toBe('⌃=');
  });
});

describe.each(PLATFORMS)('on %s', (platform) => {
  const chord = platform === 'darwin' ? 'Meta+Shift+Y' : 'Ctrl+Shift+Alt+Y';
  const normal = normalChord(chord)!;

  it('a changed key is heard, shown and conflicts; its own is free again', () => {
    const plain = new Keymap(platform);
    const [own] = plain.keysOf('find');
    const keymap = new Keymap(platform, plain.with('find', [chord]));
    expect(keymap.commandFor(stroke(chord), true)).toBe('find');
    expect(keymap.commandFor(stroke(own!), true)).toBeNull();
    expect(keymap.shown('find')).toBe(writtenChord(normal, platform));
    expect(keymap.isChanged('find')).toBe(true);
    expect(keymap.conflicts('tunnels', chord)).toEqual(['find']);
    expect(keymap.conflicts('find', chord)).toEqual([]);
    expect(shownKeys('find', platform, 'terminal', keymap.changed)).toBe(keymap.shown('find'));
  });

  it('what is as it was is not stored', () => {
    const keymap = new Keymap(platform, { find: [chord], tunnels: null });
    expect(keymap.with('find', keymap.ownKeysOf('find'))).toEqual({ tunnels: null });
    expect(keymap.with('find', [])).toEqual({ find: null, tunnels: null });
  });

  it('tabs by their numbers can have others', () => {
    const keymap = new Keymap(platform, { 'tab-3': [chord] });
    expect(keymap.commandFor(stroke(chord), true)).toBe('tab-3');
    expect(TAB_NUMBERS.map((tab) => new Keymap(platform).keysOf(tab)).flat()).toHaveLength(9);
  });
});

describe('what the user chose', () => {
  it('goes before the app’s own, also where that belongs to a place', () => {
    const keymap = new Keymap('linux', { tunnels: ['Ctrl+Shift+C'] });
    expect(keymap.commandFor(stroke('Ctrl+Shift+C'), true)).toBe('tunnels');
    expect(keymap.commandFor(stroke('Ctrl+Shift+C'), false)).toBe('tunnels');
  });

  it('holds where it was said to', () => {
    const keymap = new Keymap('linux', { tunnels: ['elsewhere:Ctrl+T'] });
    expect(keymap.commandFor(stroke('Ctrl+T'), true)).toBeNull();
    expect(keymap.commandFor(stroke('Ctrl+T'), false)).toBe('tunnels');
    expect(keymap.shown('tunnels', 'elsewhere')).toBe('Ctrl+T');
  });

  it('counts for nothing where it is no key, or nobody may have it', () => {
    const keymap = new Keymap('linux', { find: ['Ctrl+C', 'nonsense', 'Q', 'ctrl+shift+9'] });
    expect(keymap.keysOf('find')).toEqual(['Ctrl+Shift+9']);
    expect(keymap.commandFor(stroke('Ctrl+C'), true)).toBeNull();
    expect(new Keymap('linux', { constructor: null }).keysOf('find')).toHaveLength(1);
  });

  it('is in the menu of macOS', () => {
    const [, shell] = macMenu('Bowline', () => {}, {
      tunnels: ['Meta+Alt+ArrowUp'],
      reconnect: null,
    });
    const items = shell!.submenu as { label?: string; accelerator?: string }[];
    const of = (label: string) => items.find((item) => item.label === label)?.accelerator;
    expect(of('Tunnels…')).toBe('Cmd+Alt+Up');
    expect(of('Reconnect')).toBeUndefined();
    expect(keysOf('reconnect', 'darwin', { reconnect: null })).toEqual([]);
  });

  it('of Windows’ own keys stays possible, though they are programs’ elsewhere', () => {
    expect(keysOf('copy-selected', 'win32', { 'copy-selected': ['terminal:Ctrl+C'] })).toEqual([
      'terminal:Ctrl+C',
    ]);
  });
});

it.each<[string, Platform, string | null]>([
  ['Ctrl+Shift+U', 'linux', 'input-method'],
  ['Ctrl+Shift+E', 'linux', 'input-method'],
  ['Ctrl+Shift+F', 'linux', 'input-method'],
  ['Ctrl+Shift+F', 'win32', null],
  ['Alt+F4', 'linux', 'system'],
  ['Ctrl+Alt+T', 'linux', 'system'],
  ['Ctrl+Alt+ArrowLeft', 'linux', 'system'],
  ['Meta+X', 'linux', 'system'],
  ['Ctrl+Alt+Delete', 'win32', 'system'],
  ['Ctrl+Alt+Q', 'win32', 'altgr'],
  ['Meta+Q', 'darwin', 'system'],
  ['Meta+Shift+4', 'darwin', 'system'],
  ['Meta+T', 'darwin', null],
  ['Alt+B', 'linux', 'meta'],
  ['elsewhere:Alt+B', 'linux', null],
  ['F5', 'linux', 'function'],
  ['F11', 'linux', null],
  ['Ctrl+Shift+P', 'linux', null],
])('%s on %s may be taken by: %s', (chord, platform, taker) => {
  expect(takerOf(chord, platform)).toBe(taker);
});
