// What a command of the application menu does: the window in front hears of it.
import type { Command } from '../ipc/contract.ts';
import type { AppWindow } from './appWindow.ts';

/** Commands that are about no tab that is shown. */
const OPENING: readonly Command[] = [
  'add-host',
  'check-updates',
  'find-host',
  'join-shell',
  'new-shell',
  'new-window',
  'palette',
  'reopen-closed',
  'settings',
];

type Meant = Pick<AppWindow, 'away' | 'bringToFront' | 'ref'>;

/** Nobody can mean a tab that they don't see: then the window comes back, and that is all. */
export function carryOut(command: Command, window: Meant | undefined): void {
  const isMeant = !window?.away || OPENING.includes(command);
  window?.bringToFront();
  if (isMeant) window?.ref.emit('menu:command', command);
}
