// Starts the window: asks the main process for what it knows, then mounts the app.
import './language.ts'; // before all others
import { mount } from 'svelte';
import { words } from '../words/window.ts';
import '@xterm/xterm/css/xterm.css';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/titleBar.css';
import './styles/controls.css';
import './styles/dialog.css';
import './styles/terminal.css';
import App from './App.svelte';
import { fetchLaterParts, terminalPane } from './components/laterParts.ts';
import { reason } from './lib/bridge.ts';
import { firstPicture, idle } from './lib/firstPicture.ts';
import { later } from './lib/later.ts';
import { paintPage } from './lib/look.ts';
import { firstUse } from './state/firstUse.ts';
import { until } from './state/until.svelte.ts';
import { Workspace } from './state/workspace.svelte.ts';

const target = document.getElementById('app');

async function start(target: HTMLElement): Promise<void> {
  try {
    const workspace = await Workspace.load(window.bowline);
    askForLetters(workspace.settings.current.fontFamily);
    if (workspace.panes.all.length > 0) await terminalPane.fetch();
    paintPage(workspace.settings.look, document.documentElement);
    mount(App, { target, props: { workspace } });
    const picture = firstPicture();
    void picture
      .then(() => workspace.loadRest(idle))
      .then(idle)
      .then(fetchLaterParts)
      .then(() => workspace.hosts.search.keepReady(idle));
    void picture.then(() => tellPicture(workspace));
    if (workspace.info.watchdog) void watch();
  } catch (error) {
    // Without the main process there is nothing to show; an empty window would say nothing.
    target.textContent = words.app.notStarted(reason(error));
  }
}

/** Those that terminals wait for. */
function askForLetters(family: string): void {
  for (const weight of [400, 700]) {
    document.fonts.load(`${weight} 1px ${family}`).catch(() => undefined); // it falls back
  }
}

/** The next window begins then; where that can't be told, after a while. */
async function tellPicture({ panes, bridge }: Workspace): Promise<void> {
  await firstUse({ state: () => panes.focused?.status.state, until, later });
  await idle();
  await bridge.call('app:pictured').catch(() => undefined);
}

async function watch(): Promise<void> {
  const { watchFrames } = await import('./lib/watchdog.ts');
  // eslint-disable-next-line no-console -- in development only; the main process logs it
  watchFrames((line) => console.warn(line));
}

if (target) void start(target);
