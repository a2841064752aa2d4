// Where the app begins: what it may be started with, one instance per
// data folder, then the app itself.
import { app, dialog, protocol } from 'electron';
import { coverLinks } from '../../core/link/coverLinks.ts';
import { judgeLaunch } from './launchGate.ts';
import { linkAmong } from '../sharing/openedLinks.ts';
import { startApp } from './app.ts';
import { SCHEME } from './origin.ts';
import { settleUserData } from './userData.ts';

// The system gives links as arguments. A second instance is here only for a moment, and still.
coverLinks('bowline', process);
const { mayStart, warning } = judgeLaunch();
const folder = mayStart ? settleUserDataOrExit() : undefined;

if (!mayStart) {
  // It has been said why, and the app is on its way out.
} else if (!folder) {
  app.exit(1);
} else if (app.requestSingleInstanceLock()) {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  const links = earlyLinks();
  void app.whenReady().then(() => startApp(folder, { links: links(), warning }));
} else {
  // The first instance hears of this one, and comes to the front.
  app.quit();
}

/** Links that come before the app is ready: as an argument, or macOS's way. The result takes them. */
function earlyLinks(): () => string[] {
  const argument = linkAmong(process.argv.slice(1));
  const links = argument ? [argument] : [];
  const opened = (event: { preventDefault(): void }, link: string): void => {
    event.preventDefault();
    links.push(link);
  };
  app.on('open-url', opened);
  return () => {
    app.off('open-url', opened);
    return links;
  };
}

function settleUserDataOrExit(): string | undefined {
  try {
    return settleUserData(process.env);
  } catch (error) {
    dialog.showErrorBox('Bowline can’t use its data folder', (error as Error).message);
    return undefined;
  }
}
