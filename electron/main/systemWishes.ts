// What the system, its user and other instances of the app want of it: to be seen, which is the window
// in front, or to go, which is all of them.
import { app, autoUpdater } from 'electron';

export interface Wishes {
  bringToFront: () => void;
  /** The app is asked to quit, and its windows are closed one by one for that. */
  quitting: () => void;
  /** Ends the app without asking. */
  quitNow: () => void;
  platform: NodeJS.Platform;
  /** All windows are closed, and nothing is left of the shells. */
  gone: () => void;
  /** The system ends the app, whatever was to follow. */
  ended: () => void;
}

export function followWishes(wishes: Wishes): void {
  const { bringToFront, quitting, quitNow, platform, gone, ended } = wishes;
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
      quitNow();
    });
  }
}
