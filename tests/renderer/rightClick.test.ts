// What a right click in a terminal does, by setting, system and who has the mouse.
import { describe, expect, it } from 'vitest';
import { answerTo, rightClickOn, type MenuRequest } from '../../renderer/lib/rightClick.ts';

const click: MenuRequest = {
  button: 2,
  shiftKey: false,
  ctrlKey: false,
  programHasMouse: false,
  habit: 'paste',
};

describe('a right click', () => {
  it('follows the system’s habit until somebody chooses', () => {
    expect(rightClickOn('system', 'win32')).toBe('paste');
    expect(rightClickOn('system', 'linux')).toBe('menu');
    expect(rightClickOn('system', 'darwin')).toBe('menu');
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      expect(rightClickOn('menu', platform)).toBe('menu');
      expect(rightClickOn('paste', platform)).toBe('paste');
    }
  });

  it('does what was chosen', () => {
    expect(answerTo(click)).toBe('paste');
    expect(answerTo({ ...click, habit: 'menu' })).toBe('menu');
  });

  it('is a program’s that asked for the mouse, unless Shift is held', () => {
    for (const habit of ['menu', 'paste'] as const) {
      const theirs = { ...click, habit, programHasMouse: true };
      expect(answerTo(theirs)).toBe('program');
      expect(answerTo({ ...theirs, shiftKey: true })).toBe(habit);
    }
  });

  it('opens the menu with Ctrl, where it isn’t a program’s', () => {
    expect(answerTo({ ...click, ctrlKey: true })).toBe('menu');
    expect(answerTo({ ...click, ctrlKey: true, programHasMouse: true })).toBe('program');
  });

  it('is also macOS’s click with Ctrl', () => {
    const control = { ...click, button: 0, ctrlKey: true };
    expect(answerTo({ ...control, programHasMouse: true })).toBe('program');
    expect(answerTo(control)).toBe('menu');
  });

  it('isn’t meant where the menu was asked for by its key', () => {
    expect(answerTo({ ...click, button: 0, programHasMouse: true })).toBe('menu');
  });
});
