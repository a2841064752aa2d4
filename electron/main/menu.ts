// The application menu of macOS, where an app without one can't be quit or copied from. On
// Linux and Windows there is none: the window handles its keys itself, and a menu bar would
// take Alt away from the shells.
import { app, Menu } from 'electron';
import { SYSTEM } from '../../core/system.ts';
import type { ChangedKeys } from '../ipc/commands.ts';
import type { Command } from '../ipc/contract.ts';
import { macMenu } from './macMenu.ts';

type Run = (command: Command) => void;

/** @param changed keys that the user chose; to be set again when they are others */
export function setApplicationMenu(run: Run, changed: ChangedKeys): void {
  const template = SYSTEM === 'darwin' ? macMenu(app.name, run, changed) : null;
  const menu = template && Menu.buildFromTemplate(template);
  Menu.setApplicationMenu(menu);
}
