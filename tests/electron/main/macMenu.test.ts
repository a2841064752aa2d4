// What people look for in an app's menu on macOS.
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../electron/ipc/contract.ts';
import { macMenu } from '../../../electron/main/macMenu.ts';

const run: Command[] = [];
const menu = macMenu('Bowline', (command) => void run.push(command));
const items = menu.flatMap(({ submenu }) => submenu as MenuItemConstructorOptions[]);

describe('the menu of macOS', () => {
  it.each(['about', 'services', 'hide', 'hideOthers', 'unhide', 'quit', 'undo', 'redo', 'cut'])(
    'has %s, which the system does',
    (role) => expect(items.filter((item) => item.role === role)).toHaveLength(1),
  );

  it('has a menu for help, where the system puts its search', () =>
    expect(menu.at(-1)!.role).toBe('help'));

  it.each<[string, Command]>([
    ['Cmd+T', 'new-shell'],
    ['Cmd+W', 'close-pane'],
    ['Cmd+N', 'new-window'],
    ['Cmd+Shift+N', 'add-host'],
    ['Cmd+D', 'split-right'],
    ['Cmd+Alt+Left', 'go-left'],
    ['Cmd+Shift+Enter', 'zoom-pane'],
    ['Cmd+Shift+T', 'reopen-closed'],
    ['Cmd+Shift+]', 'next-tab'],
    ['Cmd+Shift+[', 'previous-tab'],
    ['Cmd+,', 'settings'],
  ])('%s means %s', (accelerator, command) => {
    run.length = 0;
    const item = items.find((one) => one.accelerator === accelerator)!;
    (item.click as () => void)();
    expect(run).toEqual([command]);
  });

  it('leaves to what is edited what is undone there', () => {
    const accelerators = items.map(({ accelerator }) => accelerator);
    expect(accelerators).not.toContain('Cmd+Shift+Z'); // the system's, for redo
  });

  it('gives no key to two items', () => {
    const keys = items.map(({ accelerator }) => accelerator).filter(Boolean);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
