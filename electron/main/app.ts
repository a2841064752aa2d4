// The app: the stores and shells of services.ts, one window, and what joins the two.
import { words } from '../../words/window.ts';
import { inEnglish, inWords, say, type Said } from '../../words/said.ts';
import { app, dialog, protocol, session, type WebContents } from 'electron';
import { join, resolve } from 'node:path';
import { systemClock } from '../../core/time/clock.ts';
import type { AgentConnections } from '../agents/agentConnections.ts';
import type { HostStore } from '../hosts/hostStore.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import type { HostTunnelsView, ShellStatus } from '../ipc/contract.ts';
import { thresholdsOf } from '../lag/thresholds.ts';
import { LatestFile } from '../settings/latestFile.ts';
import type { SettingsStore } from '../settings/settings.ts';
import { foundHost } from '../shells/found/foundHost.ts';
import { RunningShells } from '../shells/runningShells.ts';
import { ShellManager } from '../shells/shellManager.ts';
import { OpenTabs } from '../tabs/openTabs.ts';
import type { Carry } from '../tunnels/carrier.ts';
import { TunnelDesk } from '../tunnels/tunnelDesk.ts';
import { answerAppFile } from './appFiles.ts';
import { appInfo } from './appInfo.ts';
import type { AppStart } from './appStart.ts';
import { registerCalls } from './calls.ts';
import { DATA_FILES, type DataFile } from './dataFiles.ts';
import { electronPort } from './electronPort.ts';
import { detail, Faults } from './faults.ts';
import { makeHandlers } from './handlers.ts';
import { LastRun } from './lastRun.ts';
import { mayLeave } from './leaving.ts';
import { lockDownPages, lockDownSession } from './lockDown.ts';
import type { Logger } from './logger.ts';
import { MainWindow } from './mainWindow.ts';
import { setApplicationMenu } from './menu.ts';
import { carryOut } from './menuCommand.ts';
import { Notices } from './notices.ts';
import { SCHEME } from './origin.ts';
import { makeShellServices, openHostStore, openSettings, type ShellServices } from './services.ts';
import { Sharing } from './sharing.ts';
import { followWishes } from './systemWishes.ts';
import { followTheme } from './theme.ts';
import { Unstored } from './unstored.ts';
import { Updates } from './updates.ts';
import { Waking } from './waking.ts';
import { logConsole, startWatchdog } from './watchdog.ts';
import { carrierOf } from './ways.ts';
import { Windows } from './windows.ts';

const BUILT = resolve(import.meta.dirname, '..');

export class App {
  readonly #folder: string;
  readonly #log: Logger;
  readonly #platform: NodeJS.Platform;
  readonly #hosts: HostStore;
  readonly #settings: SettingsStore;
  readonly #connections: AgentConnections;
  readonly #shells: ShellManager;
  readonly #tabs: OpenTabs;
  readonly #running: RunningShells;
  readonly #tunnels: TunnelDesk;
  readonly #waking: Waking;
  readonly #notices: Notices;
  readonly #unstored: Unstored;
  readonly #sharing: Sharing;
  readonly #updates: Updates;
  readonly #windows: Windows<WebContents>;
  readonly #faults: Faults;
  readonly #lastRun: LastRun;
  readonly #foundShells: ShellServices['foundShells'];
  #window: MainWindow | undefined;

  constructor(folder: string, log: Logger, platform: NodeJS.Platform) {
    this.#folder = folder;
    this.#platform = platform;
    this.#log = log;
    this.#windows = new Windows(electronPort, (gone) => {
      this.#notices.forget(gone);
      this.#tunnels.watch(false, gone);
    });
    const { broadcast } = this.#windows;
    const notices = (this.#notices = new Notices(broadcast));
    this.#faults = new Faults(log, notices);
    const unstored = { notices, log: (line: string) => log.warning(line) };
    this.#unstored = new Unstored(unstored);
    this.#hosts = openHostStore(folder, log, this.#unstored.of('hostsCopy'));
    this.#settings = openSettings(this.#file('settings'));
    const services = makeShellServices(this.#settings);
    const { ways, installer, connections } = services;
    this.#foundShells = services.foundShells;
    this.#connections = connections;
    const findHost = (id: string): StoredHost | undefined => this.#hosts.get(id);
    const shells = (): ShellManager => this.#shells;
    this.#sharing = new Sharing({ file: this.#file('joined'), broadcast, notices, shells });
    const { companies, joined } = this.#sharing;
    this.#shells = new ShellManager({
      findHost: (id) => findHost(id) ?? joined.host(id) ?? foundHost(id),
      factory: (host, ...rest) => ways[host.kind].shells(host, ...rest),
      installer,
      broadcast,
      clock: systemClock,
      thresholds: () => thresholdsOf(this.#settings.get()),
      onStatus: (status) => this.#shellIs(status),
      onChange: () => this.#tabs.changed(),
      watchCompany: (shellId, company, tell) => companies.watch(shellId, company, tell),
    });
    const file = { path: this.#file('tabs'), clock: systemClock, delayMs: 0 };
    this.#tabs = new OpenTabs(
      this.#shells,
      new LatestFile({ ...file, ...this.#unstored.of('tabs') }),
    );
    this.#tunnels = this.#makeTunnels((host, patient) => carrierOf(ways, host, patient));
    this.#waking = new Waking(connections, this.#shells, this.#tunnels);
    const isOpenHere = this.#shells.shows.bind(this.#shells);
    const hold = (host: StoredHost) => ways[host.kind].agent?.(host);
    this.#running = new RunningShells({ findHost, hold, isOpenHere, clock: systemClock });
    this.#updates = this.#makeUpdates();
    this.#lastRun = this.#makeLastRun();
    this.#tellFile('hosts', this.#hosts.notice);
    this.#tellFile('settings', this.#settings.notice);
    this.#tellFile('joined', joined.notice);
  }

  #file(file: DataFile): string {
    return join(this.#folder, DATA_FILES[file]);
  }

  #tellFile(file: DataFile, notice: Said | null): void {
    if (notice) this.#notices.add(`${file}-file`, 'warning', notice);
  }

  #makeTunnels(carry: Carry): TunnelDesk {
    const { onStored, onProblem } = this.#unstored.of('tunnels');
    return new TunnelDesk({
      hosts: this.#hosts,
      carry,
      clock: systemClock,
      file: this.#file('tunnels'),
      onChange: (view) => this.#tellTunnels(view),
      onReport: (report) => this.#windows.broadcast('tunnels:report', report),
      onStored,
      onUnstored: onProblem,
      log: (line) => this.#log.warning(line),
    });
  }

  #makeLastRun(): LastRun {
    return new LastRun({
      hosts: this.#hosts,
      settings: this.#settings,
      shells: this.#shells,
      tabs: this.#tabs,
      tabsFile: this.#file('tabs'),
      tunnels: this.#tunnels,
      notices: this.#notices,
      faults: this.#faults,
      log: this.#log,
    });
  }

  #makeUpdates(): Updates {
    return new Updates({
      platform: this.#platform,
      broadcast: this.#windows.broadcast,
      log: (line) => this.#log.warning(line),
      mayLook: () => this.#settings.get().lookForUpdates,
      closeWindow: async () => (await this.#window?.closeIfAllowed()) ?? false,
    });
  }

  start({ links, warning, problem, exposure }: AppStart): void {
    if (warning) this.#notices.addLasting('debugging', 'warning', warning);
    if (exposure) this.#notices.addLasting('data-folder', 'warning', exposure);
    if (exposure) this.#log.warning(inEnglish(exposure));
    if (problem) this.#notices.add('login-environment', 'warning', problem);
    this.#listen();
    this.#faults.listen();
    this.#sharing.listen(links);
    lockDownPages((line) => this.#log.warning(line));
    lockDownSession(session.defaultSession);
    protocol.handle(SCHEME, (request) => answerAppFile(join(BUILT, 'renderer'), request));
    setApplicationMenu((command) => carryOut(command, this.#window));
    followTheme(this.#settings, this.#windows.broadcast);
    this.#window = this.#openWindow();
    this.#answerCalls(this.#window.shown.then(() => this.#lastRun.takeUp()));
    logConsole(this.#window.native.webContents, this.#log);
    this.#updates.desk.start();
    this.#log.info(`Bowline ${app.getVersion()} started`);
  }

  #openWindow(): MainWindow {
    const place = this.#unstored.of('window');
    return new MainWindow({
      add: (page) => this.#windows.add(page),
      preload: join(BUILT, 'preload', 'preload.cjs'),
      placeFile: this.#file('window'),
      platform: this.#platform,
      clock: systemClock,
      mayClose: () => this.#mayLeave(),
      onClosing: () => this.#lastRun.leave(),
      onTrouble: (error) => this.#log.error(`while closing: ${detail(error)}`),
      onNotice: (text) => this.#tellFile('window', text),
      onPlaceStored: place.onStored,
      onPlaceUnstored: place.onProblem,
      onCrash: (reason, broughtBack) => this.#tellCrash(reason, broughtBack),
    });
  }

  /** A question is asked where the user sees it. */
  async #mayLeave(): Promise<boolean> {
    const programs = await this.#shells.busyPrograms();
    if (programs.length > 0) this.#window?.bringToFront();
    return mayLeave(this.#window!.native, programs, this.#platform);
  }

  #answerCalls(ready: Promise<void>): void {
    const [shells, windows] = [this.#shells, this.#windows];
    const handlersFor = makeHandlers({
      info: (caller) => appInfo(this.#platform, this.#window?.native, this.#notices.for(caller)),
      hosts: this.#hosts,
      settings: this.#settings,
      shells,
      tabs: this.#tabs,
      running: this.#running,
      sharing: this.#sharing,
      tunnels: this.#tunnels,
      updates: this.#updates,
      foundShells: this.#foundShells,
      judgeLagAnew: () => {
        this.#connections.judgeAnew();
        shells.judgeLagAnew();
      },
      broadcast: windows.broadcast,
    });
    const gate = { handlersFor, log: (line: string) => this.#log.warning(line) };
    registerCalls({ gate, windows, ready, watch: startWatchdog(this.#log) });
  }

  #listen(): void {
    const gone = (): void => this.#updates.leave();
    const ended = (): void => this.#updates.endForGood();
    followWishes({ window: () => this.#window, platform: this.#platform, gone, ended });
    app.on('will-quit', () => this.#closeHosts());
  }

  // What fails now must not keep the app from ending.
  #closeHosts(): void {
    try {
      this.#hosts.close();
    } catch (error) {
      this.#log.error(`the saved hosts were not closed: ${detail(error)}`);
    }
  }

  #shellIs(status: ShellStatus): void {
    this.#tunnels.shellIs(status);
    if (status.state === 'reconnecting') this.#waking.watchNetwork();
  }

  #tellTunnels(view: HostTunnelsView): void {
    this.#windows.broadcast('tunnels:changed', view);
    if (this.#tunnels.waiting) this.#waking.watchNetwork();
  }

  #tellCrash(reason: string, broughtBack: boolean): void {
    this.#log.error(`the window's process is gone: ${reason}`);
    const text = say('window-crashed');
    const window = this.#window?.ref;
    if (broughtBack) return window && this.#notices.addFor(window, 'crash', 'warning', text);
    dialog.showErrorBox(words.native.name, inWords(say('window-crashes-again')));
    void this.#window?.closeNow();
  }
}
