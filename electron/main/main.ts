// Where the app begins: one instance per data folder, then the app itself.
import { app, dialog, protocol } from 'electron';
import { startApp } from './app.ts';
import { SCHEME } from './origin.ts';
import { settleUserData } from './userData.ts';

const folder = settleUserDataOrExit();

if (!folder) {
  app.exit(1);
} else if (app.requestSingleInstanceLock()) {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  void app.whenReady().then(() => startApp(folder));
} else {
  // The first instance hears of this one, and comes to the front.
  app.quit();
}

function settleUserDataOrExit(): string | undefined {
  try {
    return settleUserData(process.env);
  } catch (error) {
    dialog.showErrorBox('Bowline can’t use its data folder', (error as Error).message);
    return undefined;
  }
}
