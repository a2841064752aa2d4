// What a command of the application menu does: the window hears of it.
import type { Command } from '../ipc/contract.ts';
import type { MainWindow } from './mainWindow.ts';

/** Commands that are about no tab that is shown. */
const OPENING: readonly Command[] = [
  'add-host',
  'check-updates',
  'find-host',
  'join-shell',
  'new-shell',
  'settings',
];

/** Nobody can mean a tab that they don't see: then the window comes back, and that is all. */
export function carryOut(command: Command, window: MainWindow | undefined): void {
  const isMeant = !window?.away || OPENING.includes(command);
  window?.bringToFront();
  if (isMeant) window?.ref.emit('menu:command', command);
}
