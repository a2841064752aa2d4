// Changing keys: what is recorded, refused, taken from another command, undone; and where the main
// process says no.
import { beforeEach, describe, expect, it } from 'vitest';
import type { ChangedKeys } from '../../electron/ipc/commands.ts';
import { Keymap } from '../../renderer/lib/keymap.ts';
import type { KeyStroke } from '../../renderer/lib/keys.ts';
import { KeysEditor } from '../../renderer/state/keysEditor.svelte.ts';

let keymap: Keymap;
let editor: KeysEditor;
let refusal: string | null;

beforeEach(() => {
  refusal = null;
  keymap = new Keymap('linux');
  editor = new KeysEditor({
    get keymap() {
      return keymap;
    },
    settings: {
      set: ({ keys }) => {
        if (refusal !== null) return Promise.reject(new Error(refusal));
        keymap = new Keymap('linux', keys);
        return Promise.resolve();
      },
    },
  });
});

const plain = { code: '', ctrlKey: false, shiftKey: false, altKey: false, metaKey: false };
const press = (key: string, held: Partial<KeyStroke> = {}) =>
  editor.pressed({ ...plain, key, ...held });
const ctrlShift = { ctrlKey: true, shiftKey: true };
const changed = (): ChangedKeys => keymap.changed;

describe('a key that is recorded', () => {
  it('is added, or stands in the place of another', async () => {
    expect(press('x', ctrlShift)).toBe(false); // nothing is recorded
    editor.record('reconnect');
    expect(press('Control', { ctrlKey: true })).toBe(true);
    expect(editor.recording?.held).toBe('Ctrl+');
    press('9', { ...ctrlShift, code: 'Digit9' });
    await Promise.resolve();
    expect(changed()).toEqual({ reconnect: ['Ctrl+Shift+R', 'Ctrl+Shift+9'] });
    editor.record('reconnect', 'Ctrl+Shift+R');
    press('8', { ...ctrlShift, code: 'Digit8' });
    await Promise.resolve();
    expect(changed()).toEqual({ reconnect: ['Ctrl+Shift+8', 'Ctrl+Shift+9'] });
    expect(editor.recording).toBeNull();
  });

  it('is refused in words, and recording goes on', () => {
    editor.record('reconnect');
    press('c', { ctrlKey: true });
    expect(editor.recording?.refused).toContain('Ctrl+C interrupts');
    press('q');
    expect(editor.recording?.refused).toContain('This key types');
    press('Escape');
    expect(editor.recording).toBeNull();
    expect(changed()).toEqual({});
  });

  it('is taken from whoever has it, and undone with that', async () => {
    editor.record('reconnect');
    press('F', ctrlShift);
    expect(editor.recording?.taken).toEqual({ chord: 'Ctrl+Shift+F', others: ['find'] });
    expect(changed()).toEqual({});
    await editor.takeIt();
    expect(changed()).toEqual({ find: null, reconnect: ['Ctrl+Shift+R', 'Ctrl+Shift+F'] });
    await editor.undo();
    expect(changed()).toEqual({});
    expect(editor.canUndo).toBe(false);
  });

  it('goes back to its own place where it is one of the command’s own', async () => {
    await editor.remove('copy', 'terminal:Ctrl+Insert');
    expect(changed()).toEqual({ copy: ['terminal:Ctrl+Shift+C'] });
    editor.record('copy');
    press('Insert', { ctrlKey: true });
    await Promise.resolve();
    expect(changed()).toEqual({});
  });

  it('that macOS’s menu heard first is what its command has', () => {
    expect(editor.meant('find')).toBe(false);
    editor.record('reconnect');
    expect(editor.meant('find')).toBe(true);
    expect(editor.recording?.taken?.others).toEqual(['find']);
  });

  it('is as it was where it could not be stored', async () => {
    refusal = 'The disk is full.';
    await editor.remove('find', 'Ctrl+Shift+F');
    expect(changed()).toEqual({});
    expect(editor.failure).toContain('The disk is full.');
    expect(editor.canUndo).toBe(false);
  });
});

describe('the list', () => {
  const labels = () => editor.rows.map(({ label }) => label);

  it('is found in by name, by key, and by pressing one', () => {
    editor.query = 'ZOOM pane';
    expect(labels()).toEqual(['Zoom Pane']);
    editor.query = 'shift+o';
    expect(labels()).toEqual(['Tunnels']);
    editor.pressing = true;
    press('F', ctrlShift);
    expect(editor.query).toBe('Ctrl+Shift+F');
    expect(editor.pressing).toBe(false);
  });

  it('says who else has a key that was chosen by hand', () => {
    keymap = new Keymap('linux', { tunnels: ['Ctrl+Shift+F'] });
    const find = new KeysEditor({ keymap, settings: { set: () => Promise.resolve() } });
    const trouble = (command: string) =>
      find.rows.find((row) => row.command === command)!.keys[0]!.trouble;
    expect(trouble('tunnels')).toBe('Ctrl+Shift+F is also for Find. One of them hears it.');
    expect(trouble('find')).toBe('Ctrl+Shift+F is also for Tunnels. One of them hears it.');
  });
});

it('all get their own keys back, and all of it can be undone', async () => {
  await editor.remove('find', 'Ctrl+Shift+F');
  await editor.remove('tab-1', 'Alt+1');
  expect(changed()).toEqual({ find: null, 'tab-1': null });
  await editor.resetAll();
  expect(changed()).toEqual({});
  expect(editor.said).toBe('2 commands got their own keys back.');
  await editor.undo();
  expect(changed()).toEqual({ find: null, 'tab-1': null });
});
