// What the system, its user and other instances of the app want of the one window: to be seen, or
// to go.
import { app, autoUpdater } from 'electron';
import type { MainWindow } from './mainWindow.ts';

/**
 * @param window the app's, where there is one
 * @param gone it is closed, and nothing is left of the shells
 */
export function followWishes(
  window: () => MainWindow | undefined,
  platform: NodeJS.Platform,
  gone: () => void,
): void {
  const bringToFront = (): void => window()?.bringToFront();
  const quitting = (): void => window()?.quitting();
  app.on('second-instance', bringToFront);
  app.on('activate', bringToFront);
  app.on('open-url', bringToFront);
  app.on('before-quit', quitting);
  // Quitting for an update, macOS closes the windows before it says that the app quits.
  if (platform === 'darwin') autoUpdater.on('before-quit-for-update', quitting);
  app.on('window-all-closed', gone);
  // Told to end by the system: nobody may be there to answer a question.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void window()?.closeNow());
  }
}
