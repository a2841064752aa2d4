// The application menu of macOS: what every app there has, and the commands of ours. A role is
// done by the system, in text fields too; a command goes to the window.
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../ipc/contract.ts';

type Run = (command: MenuCommand) => void;

/** @param name the app's */
export function macMenu(name: string, run: Run): MenuItemConstructorOptions[] {
  const item: Item = (label, command, accelerator) => ({
    label,
    ...(accelerator ? { accelerator } : {}),
    click: () => run(command),
  });
  return [
    appMenu(name, item),
    shellMenu(item),
    editMenu(item),
    viewMenu(item),
    windowMenu(item),
    { role: 'help', submenu: [item('Connection Details', 'connection-details')] },
  ];
}

type Item = (
  label: string,
  command: MenuCommand,
  accelerator?: string,
) => MenuItemConstructorOptions;

const line: MenuItemConstructorOptions = { type: 'separator' };

function appMenu(name: string, item: Item): MenuItemConstructorOptions {
  const settings = item('Settings…', 'settings', 'Cmd+,');
  const hiding: MenuItemConstructorOptions[] = [
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
  ];
  const submenu = [
    { role: 'about' as const },
    line,
    settings,
    line,
    { role: 'services' as const },
    line,
    ...hiding,
    line,
  ];
  return { label: name, submenu: [...submenu, { role: 'quit' }] };
}

function shellMenu(item: Item): MenuItemConstructorOptions {
  return {
    label: 'Shell',
    submenu: [
      item('New Tab…', 'find-host', 'Cmd+T'),
      item('Add Host…', 'add-host', 'Cmd+N'),
      item('Find Host', 'find-host', 'Cmd+K'),
      line,
      item('Join a Shared Shell…', 'join-shell', 'Cmd+Shift+J'),
      item('Share This Shell…', 'share-shell', 'Cmd+Shift+S'),
      item('People at This Shell', 'company', 'Cmd+Shift+G'),
      item('Chat', 'chat', 'Cmd+Shift+M'),
      line,
      item('Reconnect', 'reconnect', 'Cmd+R'),
      item('Connection Details', 'connection-details', 'Cmd+I'),
      item('Rename Tab…', 'rename-tab'),
      item('Close Tab', 'close-tab', 'Cmd+W'),
      { role: 'close', label: 'Close Window', accelerator: 'Shift+Cmd+W' },
    ],
  };
}

function editMenu(item: Item): MenuItemConstructorOptions {
  return {
    label: 'Edit',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      line,
      { role: 'cut' },
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
      item('Next Tab', 'next-tab', 'Shift+Cmd+]'),
      item('Previous Tab', 'previous-tab', 'Shift+Cmd+['),
      item('Move Tab Left', 'move-tab-left', 'Ctrl+Shift+PageUp'),
      item('Move Tab Right', 'move-tab-right', 'Ctrl+Shift+PageDown'),
    ],
  };
}
