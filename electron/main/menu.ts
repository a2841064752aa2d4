// The application menu of macOS, where an app without one can't be quit or copied from. On
// Linux and Windows there is none: the window handles its keys itself, and a menu bar would
// take Alt away from the shells.
import { app, Menu } from 'electron';
import { SYSTEM } from '../../core/system.ts';
import type { Command } from '../ipc/contract.ts';
import { macMenu } from './macMenu.ts';

type Run = (command: Command) => void;

export function setApplicationMenu(run: Run): void {
  const menu = SYSTEM === 'darwin' ? Menu.buildFromTemplate(macMenu(app.name, run)) : null;
  Menu.setApplicationMenu(menu);
}
