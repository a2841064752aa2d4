// Where the app begins: what it may be started with, one instance per
// data folder, then the app itself.
import type { Said } from '../../words/said.ts';
import { speak, words } from '../../words/window.ts';
import { app, dialog, protocol } from 'electron';
import { coverLinks } from '../../core/link/coverLinks.ts';
import { SYSTEM } from '../../core/system.ts';
import { systemClock } from '../../core/time/clock.ts';
import { closeFolder } from '../launch/folderAccess.ts';
import {
  lacksLoginEnvironment,
  loginEnvironment,
  type LoginFacts,
} from '../launch/loginEnvironment.ts';
import { introduceToSystem } from '../launch/systemIdentity.ts';
import { linkAmong } from '../sharing/openedLinks.ts';
import { loginShell } from '../shells/localShell.ts';
import { startApp } from './startApp.ts';
import { judgeLaunch } from './launchGate.ts';
import { SCHEME } from './origin.ts';
import { settleUserData } from './userData.ts';

// The system gives links as arguments. A second instance is here only for a moment, and still.
coverLinks('bowline', process);
speak(process.env.BOWLINE_LANGUAGE ?? ''); // the system's is known later; see startApp
introduceToSystem(app, SYSTEM);
const { mayStart, warning } = judgeLaunch();
const folder = mayStart ? settleUserDataOrExit() : undefined;

if (!mayStart) {
  // It has been said why, and the app is on its way out.
} else if (!folder) {
  app.exit(1);
} else if (app.requestSingleInstanceLock()) {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      // Its scripts are compiled once, not at each start: their names change with their content.
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
  const links = earlyLinks();
  const facts = { platform: SYSTEM, env: process.env };
  const exposure = closeFolder(folder, facts);
  void Promise.all([adoptLoginEnvironment(facts), app.whenReady()]).then(([problem]) =>
    startApp(folder, { links: links(), warning, problem, exposure, platform: SYSTEM }),
  );
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

/** What the login shell adds becomes ours, and so every program's that we start; else why not. */
async function adoptLoginEnvironment(facts: Omit<LoginFacts, 'shell'>): Promise<Said | null> {
  if (!lacksLoginEnvironment(facts)) return null;
  const shell = loginShell(facts.platform, facts.env);
  const found = await loginEnvironment({ env: facts.env, shell }, systemClock);
  if ('problem' in found) return found.problem;
  Object.assign(facts.env, found.env);
  return null;
}

function settleUserDataOrExit(): string | undefined {
  try {
    return settleUserData(process.env);
  } catch (error) {
    dialog.showErrorBox(words.native.noDataFolder, (error as Error).message);
    return undefined;
  }
}
