// The app: the stores and shells of services.ts, one window, and what joins the two.
import { app, dialog, nativeTheme, protocol, session, type WebContents } from 'electron';
import { release } from 'node:os';
import { join, resolve } from 'node:path';
import { removeLeftDrafts } from '../../core/files/draft.ts';
import { accountName } from '../../core/process/account.ts';
import { consoleHost } from '../../core/pty/consoleHost.ts';
import { systemClock } from '../../core/time/clock.ts';
import type { AgentConnections } from '../agents/agentConnections.ts';
import type { HostStore } from '../hosts/hostStore.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import type { AppInfo, Command, HostTunnelsView, ShellStatus } from '../ipc/contract.ts';
import { thresholdsOf } from '../lag/thresholds.ts';
import { PersonError } from '../personError.ts';
import { LatestFile } from '../settings/latestFile.ts';
import type { SettingsStore } from '../settings/settings.ts';
import { foundHost } from '../shells/found/foundHost.ts';
import { RunningShells } from '../shells/runningShells.ts';
import { ShellManager } from '../shells/shellManager.ts';
import { OpenTabs } from '../tabs/openTabs.ts';
import { lostTabs, readTabs } from '../tabs/tabFile.ts';
import type { Carry } from '../tunnels/carrier.ts';
import { TunnelDesk } from '../tunnels/tunnelDesk.ts';
import { answerAppFile } from './appFiles.ts';
import { emitTo, registerCalls, type Emit } from './calls.ts';
import { DATA_FILES, type DataFile } from './dataFiles.ts';
import { electronPorts } from './electronPort.ts';
import { makeHandlers } from './handlers.ts';
import { mayLeave } from './leaving.ts';
import { lockDownPages, lockDownSession } from './lockDown.ts';
import { Logger } from './logger.ts';
import { MainWindow } from './mainWindow.ts';
import { setApplicationMenu } from './menu.ts';
import { Notices } from './notices.ts';
import { SCHEME } from './origin.ts';
import { makeShellServices, openHostStore, openSettings, type ShellServices } from './services.ts';
import { Sharing } from './sharing.ts';
import { followWishes } from './systemWishes.ts';
import { Unstored } from './unstored.ts';
import { Updates } from './updates.ts';
import { Waking } from './waking.ts';
import { hasWatchdog, logConsole, startWatchdog } from './watchdog.ts';
import { carrierOf } from './ways.ts';

/** Commands that are about no tab that is shown. */
const OPENING: readonly Command[] = [
  'add-host',
  'check-updates',
  'find-host',
  'join-shell',
  'new-shell',
  'settings',
];

const BUILT = resolve(import.meta.dirname, '..');

export interface AppStart {
  /** Links that were to be opened. */
  links: readonly string[];
  /** Said in the window for as long as it is open. */
  warning: string | undefined;
  /** Why the login shell's environment is missing; '' where it isn't. */
  problem: string;
  /** That others can read the data folder; '' where they can't. */
  exposure: string;
  platform: NodeJS.Platform;
}

/** To be called once Electron is ready. `folder` holds the app's data. */
export function startApp(folder: string, start: AppStart): void {
  const log = new Logger(join(folder, DATA_FILES.log), () => new Date());
  removeLeftDrafts(folder);
  try {
    new App(folder, log, start.platform).start(start);
  } catch (error) {
    log.error(`could not start: ${detail(error)}`);
    const known = error instanceof PersonError;
    dialog.showErrorBox('Bowline can’t start', known ? error.message : detail(error));
    app.exit(1);
  }
}

class App {
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
  readonly #emit: Emit;
  readonly #foundShells: ShellServices['foundShells'];
  #window: MainWindow | undefined;
  #takenUp = false;

  constructor(folder: string, log: Logger, platform: NodeJS.Platform) {
    this.#folder = folder;
    this.#platform = platform;
    this.#log = log;
    this.#emit = emitTo(() => this.#window?.contents);
    this.#notices = new Notices(this.#emit);
    const unstored = { notices: this.#notices, log: (line: string) => log.warning(line) };
    this.#unstored = new Unstored(unstored);
    this.#hosts = openHostStore(folder, log, this.#unstored.of('hostsCopy'));
    this.#settings = openSettings(this.#file('settings'));
    const services = makeShellServices(this.#settings);
    const { ways, installer, connections } = services;
    this.#foundShells = services.foundShells;
    this.#connections = connections;
    const findHost = (id: string): StoredHost | undefined => this.#hosts.get(id);
    const shells = (): ShellManager => this.#shells;
    const [emit, notices] = [this.#emit, this.#notices];
    this.#sharing = new Sharing({ file: this.#file('joined'), emit, notices, shells });
    const { companies, joined } = this.#sharing;
    this.#shells = new ShellManager({
      findHost: (id) => findHost(id) ?? joined.host(id) ?? foundHost(id),
      factory: (host, ...rest) => ways[host.kind].shells(host, ...rest),
      installer,
      openPort: electronPorts(() => this.#contents()),
      clock: systemClock,
      thresholds: () => thresholdsOf(this.#settings.get()),
      onStatus: (status) => this.#tellStatus(status),
      onChange: () => this.#tabs.changed(),
      watchCompany: (shellId, company) => companies.watch(shellId, company),
    });
    const file = { path: this.#file('tabs'), clock: systemClock, delayMs: 0 };
    this.#tabs = new OpenTabs(
      this.#shells,
      new LatestFile({ ...file, ...this.#unstored.of('tabs') }),
    );
    this.#tunnels = this.#makeTunnels((host, patient) => carrierOf(ways, host, patient));
    this.#waking = new Waking(connections, this.#shells, this.#tunnels);
    const isOpenHere = this.#shells.shows.bind(this.#shells);
    const lease = (host: StoredHost) => ways[host.kind].agent?.(host);
    this.#running = new RunningShells({ findHost, lease, isOpenHere, clock: systemClock });
    this.#updates = this.#makeUpdates();
    this.#tellFile('hosts', this.#hosts.notice);
    this.#tellFile('settings', this.#settings.notice);
    this.#tellFile('joined', joined.notice);
  }

  #file(file: DataFile): string {
    return join(this.#folder, DATA_FILES[file]);
  }

  #tellFile(file: DataFile, notice: string): void {
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
      onReport: (report) => this.#emit('tunnels:report', report),
      onStored,
      onUnstored: onProblem,
      log: (line) => this.#log.warning(line),
    });
  }

  #makeUpdates(): Updates {
    return new Updates({
      platform: this.#platform,
      emit: this.#emit,
      log: (line) => this.#log.warning(line),
      mayLook: () => this.#settings.get().lookForUpdates,
      closeWindow: async () => (await this.#window?.closeIfAllowed()) ?? false,
    });
  }

  start({ links, warning, problem, exposure }: AppStart): void {
    if (warning) this.#notices.addLasting('debugging', 'warning', warning);
    if (exposure) this.#notices.addLasting('data-folder', 'warning', exposure);
    if (exposure) this.#log.warning(exposure);
    if (problem) this.#notices.add('login-environment', 'warning', problem);
    this.#listen();
    this.#sharing.listen(links);
    lockDownPages((line) => this.#log.warning(line));
    lockDownSession(session.defaultSession);
    protocol.handle(SCHEME, (request) => answerAppFile(join(BUILT, 'renderer'), request));
    setApplicationMenu((command) => this.#carryOut(command));
    this.#followTheme();
    this.#window = this.#openWindow();
    this.#answerCalls(this.#window.shown.then(() => this.#takeUp()));
    logConsole(this.#contents(), this.#log);
    this.#updates.desk.start();
    this.#log.info(`Bowline ${app.getVersion()} started`);
  }

  #openWindow(): MainWindow {
    const place = this.#unstored.of('window');
    return new MainWindow({
      preload: join(BUILT, 'preload', 'preload.cjs'),
      placeFile: this.#file('window'),
      platform: this.#platform,
      clock: systemClock,
      mayClose: () => this.#mayLeave(),
      onClosing: () => this.#leave(),
      onFullScreen: (is) => this.#emit('app:fullScreen', is),
      onTrouble: (error) => this.#log.error(`while closing: ${detail(error)}`),
      onNotice: (text) => this.#tellFile('window', text),
      onPlaceStored: place.onStored,
      onPlaceUnstored: place.onProblem,
      onCrash: (reason, broughtBack) => this.#tellCrash(reason, broughtBack),
    });
  }

  /**
   * Goes on where the app last ended. Once there is a window, as it takes secrets out of the
   * keychain, which may ask the user for it. Never throws, for the window waits for this.
   */
  #takeUp(): void {
    this.#takenUp = true;
    try {
      this.#restoreTabs();
      this.#tellFile('tunnels', this.#tunnels.restore(new Date()));
    } catch (error) {
      this.#tellFault(error);
    }
    this.#sealSecrets();
  }

  /** Where the keychain doesn't take them now, it is asked at the next start. */
  #sealSecrets(): void {
    try {
      this.#hosts.sealReadable();
    } catch (error) {
      this.#log.warning(`readable secrets stay as they are: ${detail(error)}`);
    }
  }

  /** A question is asked where the user sees it. */
  async #mayLeave(): Promise<boolean> {
    const programs = await this.#shells.busyPrograms();
    if (programs.length > 0) this.#window?.bringToFront();
    return mayLeave(this.#window!.native, programs, this.#platform);
  }

  /** Nobody can mean a tab that they don't see: then the window comes back, and that is all. */
  #carryOut(command: Command): void {
    const isMeant = !this.#window?.away || OPENING.includes(command);
    this.#window?.bringToFront();
    if (isMeant) this.#emit('menu:command', command);
  }

  /** Before anything was taken up there is nothing to leave, and what is remembered stays. */
  async #leave(): Promise<void> {
    if (!this.#takenUp) return;
    this.#tabs.close();
    await Promise.all([this.#tunnels.close(), this.#shells.leaveAll()]);
  }

  #answerCalls(ready: Promise<void>): void {
    const [version, platform] = [app.getVersion(), this.#platform];
    const info = (): AppInfo => ({
      version,
      watchdog: hasWatchdog(),
      platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux',
      windowsPty: consoleHost(platform, release()),
      fullScreen: this.#window?.native.isFullScreen() ?? false,
      userName: accountName(),
      notices: this.#notices.all,
    });
    const [hosts, settings, emit] = [this.#hosts, this.#settings, this.#emit];
    const [shells, tabs, running] = [this.#shells, this.#tabs, this.#running];
    const judgeLagAnew = (): void => {
      this.#connections.judgeAnew();
      shells.judgeLagAnew();
    };
    const [sharing, tunnels, updates] = [this.#sharing, this.#tunnels, this.#updates];
    const foundShells = this.#foundShells;
    const stores = {
      hosts,
      settings,
      shells,
      tabs,
      running,
      sharing,
      tunnels,
      updates,
      foundShells,
    };
    const handlers = makeHandlers({ info, ...stores, judgeLagAnew, emit });
    const log = (line: string): void => this.#log.warning(line);
    const [gate, window] = [{ handlers, log }, () => this.#window?.contents];
    registerCalls({ gate, window, ready, watch: startWatchdog(this.#log) });
  }

  #followTheme(): void {
    nativeTheme.themeSource = this.#settings.get().theme;
    nativeTheme.on('updated', () =>
      this.#emit('app:theme', nativeTheme.shouldUseDarkColors ? 'dark' : 'light'),
    );
  }

  #listen(): void {
    followWishes(
      () => this.#window,
      this.#platform,
      () => this.#updates.leave(),
    );
    app.on('will-quit', () => this.#closeHosts());
    // One thing gone wrong must not end every shell.
    for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(event, (error: unknown) => this.#tellFault(error));
    }
  }

  // What fails now must not keep the app from ending.
  #closeHosts(): void {
    try {
      this.#hosts.close();
    } catch (error) {
      this.#log.error(`the saved hosts were not closed: ${detail(error)}`);
    }
  }

  #restoreTabs(): void {
    const { saved, notice } = readTabs(this.#file('tabs'), new Date());
    this.#tellFile('tabs', notice);
    if (!this.#settings.get().restoreTabs) return;
    const lost = this.#tabs.restore(saved);
    if (notice) this.#tabs.changed();
    if (lost.length > 0) this.#notices.add('tabs-lost', 'info', lostTabs(lost.length));
  }

  #tellStatus(status: ShellStatus): void {
    this.#emit('shell:status', status);
    this.#tunnels.shellIs(status);
    if (status.state === 'reconnecting') this.#waking.watchNetwork();
  }

  #tellTunnels(view: HostTunnelsView): void {
    this.#emit('tunnels:changed', view);
    if (this.#tunnels.waiting) this.#waking.watchNetwork();
  }

  #tellFault(error: unknown): void {
    this.#log.error(detail(error));
    const where = `Its log says more: ${this.#log.path}`;
    this.#notices.add('fault', 'error', `Something went wrong inside Bowline. ${where}`);
  }

  #tellCrash(reason: string, broughtBack: boolean): void {
    this.#log.error(`the window's process is gone: ${reason}`);
    const text = 'Bowline’s window stopped working and was started again. Your shells went on.';
    if (broughtBack) return this.#notices.add('crash', 'warning', text);
    dialog.showErrorBox('Bowline', 'Bowline’s window stops working again and again.');
    void this.#window?.closeNow();
  }

  #contents(): WebContents {
    const contents = this.#window?.contents;
    if (!contents) throw new PersonError('The window is closing.');
    return contents;
  }
}

function detail(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
