// What the system, its user and other instances of the app want of the one window: to be seen, or
// to go.
import { app, autoUpdater } from 'electron';
import type { MainWindow } from './mainWindow.ts';

export interface Wishes {
  /** The app's, where there is one. */
  window: () => MainWindow | undefined;
  platform: NodeJS.Platform;
  /** It is closed, and nothing is left of the shells. */
  gone: () => void;
  /** The system ends the app, whatever was to follow. */
  ended: () => void;
}

export function followWishes({ window, platform, gone, ended }: Wishes): void {
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
    process.on(signal, () => {
      ended();
      void window()?.closeNow();
    });
  }
}
