// The application menu of macOS, where an app without one can't be quit or copied from. On
// Linux and Windows there is none: the window handles its keys itself, and a menu bar would
// take Alt away from the shells.
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../ipc/contract.ts';

type Run = (command: MenuCommand) => void;

export function setApplicationMenu(run: Run): void {
  const menu = process.platform === 'darwin' ? Menu.buildFromTemplate(macMenu(run)) : null;
  Menu.setApplicationMenu(menu);
}

function macMenu(run: Run): MenuItemConstructorOptions[] {
  const item: Item = (label, command, accelerator) => ({
    label,
    ...(accelerator ? { accelerator } : {}),
    click: () => run(command),
  });
  return [appMenu(item), shellMenu(item), editMenu(item), viewMenu(item), windowMenu(item)];
}

type Item = (
  label: string,
  command: MenuCommand,
  accelerator?: string,
) => MenuItemConstructorOptions;

const line: MenuItemConstructorOptions = { type: 'separator' };

function appMenu(item: Item): MenuItemConstructorOptions {
  const settings = item('Settings…', 'settings', 'Cmd+,');
  const hiding: MenuItemConstructorOptions[] = [
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
  ];
  const submenu = [{ role: 'about' as const }, line, settings, line, ...hiding, line];
  return { label: app.name, submenu: [...submenu, { role: 'quit' }] };
}

function shellMenu(item: Item): MenuItemConstructorOptions {
  return {
    label: 'Shell',
    submenu: [
      item('Add Host…', 'add-host', 'Cmd+N'),
      item('Find Host', 'find-host', 'Cmd+K'),
      line,
      item('Reconnect', 'reconnect', 'Cmd+R'),
      item('Connection Details', 'connection-details', 'Cmd+I'),
      item('Rename Tab…', 'rename-tab'),
      item('Close Tab', 'close-tab', 'Cmd+W'),
    ],
  };
}

function editMenu(item: Item): MenuItemConstructorOptions {
  return {
    label: 'Edit',
    submenu: [
      item('Copy', 'copy', 'Cmd+C'),
      item('Paste', 'paste', 'Cmd+V'),
      item('Select All', 'select-all', 'Cmd+A'),
      line,
      item('Find…', 'find', 'Cmd+F'),
      item('Clear Scrollback', 'clear'),
    ],
  };
}

function viewMenu(item: Item): MenuItemConstructorOptions {
  return {
    label: 'View',
    submenu: [
      item('Larger Text', 'zoom-in', 'Cmd+='),
      item('Smaller Text', 'zoom-out', 'Cmd+-'),
      item('Usual Text Size', 'zoom-reset', 'Cmd+0'),
      line,
      item('Sidebar', 'toggle-sidebar', 'Cmd+B'),
      { role: 'togglefullscreen' },
    ],
  };
}

function windowMenu(item: Item): MenuItemConstructorOptions {
  return {
    label: 'Window',
    submenu: [
      { role: 'minimize' },
      { role: 'zoom' },
      line,
      item('Next Tab', 'next-tab', 'Ctrl+PageDown'),
      item('Previous Tab', 'previous-tab', 'Ctrl+PageUp'),
      item('Move Tab Left', 'move-tab-left', 'Ctrl+Shift+PageUp'),
      item('Move Tab Right', 'move-tab-right', 'Ctrl+Shift+PageDown'),
    ],
  };
}
