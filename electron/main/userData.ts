// Where all of the app's data lies. Must be settled before anything else of Electron is used:
// the lock against a second instance is per data folder.
import { app } from 'electron';
import { chmodSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

/** Where it is to be; `BOWLINE_USER_DATA` puts it elsewhere. It may not be there yet. */
export function dataFolder(env: NodeJS.ProcessEnv): string {
  const wanted = env['BOWLINE_USER_DATA'];
  return wanted ? resolve(wanted) : app.getPath('userData');
}

/**
 * Makes it where it isn't there. The folder is closed to other users;
 * on Windows, by `folderAccess.ts`.
 */
export function settleUserData(env: NodeJS.ProcessEnv): string {
  const folder = dataFolder(env);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  app.setPath('userData', folder);
  app.setPath('sessionData', folder);
  return folder;
}
