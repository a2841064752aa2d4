// Where the app begins: one instance per data folder, then the app itself.
import { app, protocol } from 'electron';
import { startApp } from './app.ts';
import { SCHEME } from './origin.ts';
import { settleUserData } from './userData.ts';

const folder = settleUserData(process.env);

if (app.requestSingleInstanceLock()) {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  void app.whenReady().then(() => startApp(folder));
} else {
  // The first instance hears of this one, and comes to the front.
  app.quit();
}
