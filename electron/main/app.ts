// The app: the stores and shells of services.ts, its windows, and what joins the two.
import { inEnglish, say, type Said } from '../../words/said.ts';
import { app, nativeTheme, protocol, session, shell } from 'electron';
import { join, resolve } from 'node:path';
import { systemClock } from '../../core/time/clock.ts';
import type { AgentConnections } from '../agents/agentConnections.ts';
import { Connectable } from '../hosts/connectable.ts';
import { keepHouse } from '../hosts/housekeeping.ts';
import type { HostStore } from '../hosts/hostStore.ts';
import type { Owned } from '../hosts/identityUse.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import type { SecretVault } from '../hosts/vault/secretVault.ts';
import type { Command, Events, HostTunnelsView, Settings, ShellStatus } from '../ipc/contract.ts';
import { LayoutDesk } from '../layout/layoutDesk.ts';
import { thresholdsOf } from '../lag/thresholds.ts';
import { LatestFile } from '../settings/latestFile.ts';
import { installedFonts } from '../settings/fonts.ts';
import { PersonError } from '../personError.ts';
import type { SettingsStore } from '../settings/settings.ts';
import { watchSettings } from '../settings/settingsWatch.ts';
import { typedHost } from '../hosts/typedHost.ts';
import { foundHost } from '../shells/found/foundHost.ts';
import { RunningShells } from '../shells/runningShells.ts';
import { ShellManager } from '../shells/shellManager.ts';
import type { TerminalFiles } from '../transfers/inTerminal/terminalFiles.ts';
import type { Carry } from '../tunnels/carrier.ts';
import { TunnelDesk } from '../tunnels/tunnelDesk.ts';
import { answerAppFile } from './appFiles.ts';
import { appInfo } from './appInfo.ts';
import { appLinks, tellLinks } from './appLinks.ts';
import type { AppStart } from './appStart.ts';
import { AppWindows } from './appWindows.ts';
import { forgetSettings } from './arrangeHandlers.ts';
import { registerCalls } from './calls.ts';
import { ChangedKeys } from './changedKeys.ts';
import { writeCompiled } from './compiled.ts';
import { DATA_FILES, type DataFile } from './dataFiles.ts';
import { detail, Faults } from './faults.ts';
import { makeFileRoom, type FileRoom } from './fileRoom.ts';
import { makeHandlers } from './handlers.ts';
import { explainHostKey, isKnownHosts, removeHostKey } from './hostKeyFacts.ts';
import { LastRun } from './lastRun.ts';
import { lockDownPages, lockDownSession } from './lockDown.ts';
import type { LinkedConfigs } from './linkedConfigs.ts';
import type { Logger } from './logger.ts';
import { setApplicationMenu } from './menu.ts';
import { carryOut } from './menuCommand.ts';
import { Notices } from './notices.ts';
import { QuestionDesk } from '../logins/questionDesk.ts';
import { SCHEME } from './origin.ts';
import { savedAs } from './savedAs.ts';
import { makeShellServices, openHostStore, openSettings, type ShellServices } from './services.ts';
import { Schemes } from './schemes.ts';
import { Sharing } from './sharing.ts';
import { Ringing } from './ringing.ts';
import { followScreenReader } from './screenReader.ts';
import { followWishes } from './systemWishes.ts';
import { terminalFiles } from './terminalFiles.ts';
import { followTheme } from './theme.ts';
import { TransferProgress } from './transferProgress.ts';
import { Unstored } from './unstored.ts';
import { Updates } from './updates.ts';
import { appVault } from './vaultDesk.ts';
import { Waking } from './waking.ts';
import { startWatchdog } from './watchdog.ts';
import { carrierOf, type Ways } from './ways.ts';

const BUILT = resolve(import.meta.dirname, '..');
/** Milliseconds; the start has compiled by then what it needs. */
const COMPILED_AFTER_MS = 5_000;

function bothOf(...all: (Promise<void> | undefined)[]): Promise<void> | undefined {
  const waits = all.filter((one) => one !== undefined);
  return waits.length === 0 ? undefined : Promise.all(waits).then(() => undefined);
}

export class App {
  readonly #folder: string;
  readonly #log: Logger;
  readonly #platform: NodeJS.Platform;
  readonly #hosts: HostStore;
  readonly #settings: SettingsStore;
  readonly #vault: SecretVault;
  readonly #schemes: Schemes;
  readonly #connections: AgentConnections;
  readonly #connectable: Connectable;
  readonly #shells: ShellManager;
  readonly #layout: LayoutDesk;
  readonly #questions = new QuestionDesk({
    tell: (shellId, question) => this.#tellHome('logins:asks', { shellId, question }),
  });
  readonly #running: RunningShells;
  readonly #tunnels: TunnelDesk;
  readonly #waking: Waking;
  readonly #notices: Notices;
  readonly #unstored: Unstored;
  readonly #sharing: Sharing;
  readonly #updates: Updates;
  readonly #windows: AppWindows;
  readonly #faults: Faults;
  readonly #lastRun: LastRun;
  readonly #foundShells: ShellServices['foundShells'];
  readonly #askSsh: ShellServices['askSsh'];
  readonly #testHost: ShellServices['testHost'];
  readonly #keys: ShellServices['keys'];
  readonly #changedKeys: ChangedKeys;
  readonly #links: LinkedConfigs;
  readonly #files: FileRoom;
  readonly #ringing = new Ringing({ beep: () => shell.beep(), now: () => performance.now() });

  constructor(folder: string, log: Logger, platform: NodeJS.Platform) {
    this.#folder = folder;
    this.#platform = platform;
    this.#log = log;
    this.#windows = this.#makeWindows();
    const { broadcast, front } = this.#windows;
    const notices = (this.#notices = new Notices({ broadcast, front }));
    this.#faults = new Faults(log, notices);
    const unstored = { notices, log: (line: string) => log.warning(line) };
    this.#unstored = new Unstored(unstored);
    this.#hosts = openHostStore(folder, log, this.#unstored.of('hostsCopy'));
    this.#settings = openSettings(this.#file('settings'));
    const kept = { hosts: this.#hosts, settings: this.#settings };
    this.#vault = appVault({ ...kept, clock: systemClock, broadcast });
    this.#schemes = new Schemes({
      ...{ path: this.#file('schemes'), settings: this.#settings, broadcast },
      windows: () => this.#windows.desk.all.map(({ native }) => native),
    });
    const answers = {
      ...{ vault: this.#vault, desk: this.#questions, log },
      ownerOf: (host: Owned) => this.#hosts.passwordOwner(host),
      savedAs: savedAs({
        list: () => this.#hosts.list(),
        get: (id) => this.#connectable.get(id),
      }),
      tell: (said: Said) => notices.add('secret-not-kept', 'warning', said),
    };
    const latest = (id: string): StoredHost | undefined => this.#hosts.get(id);
    const services = makeShellServices(this.#settings, answers, latest);
    const { ways, installer, connections, logins } = services;
    app.on('will-quit', () => logins.close());
    this.#foundShells = services.foundShells;
    this.#askSsh = services.askSsh;
    this.#testHost = services.testHost;
    this.#keys = services.keys;
    this.#changedKeys = this.#makeChangedKeys();
    this.#connections = connections;
    this.#connectable = new Connectable({
      find: (id) => this.#hosts.get(id),
      fetch: (ids) => bothOf(this.#hosts.fetch(ids), this.#sharing.joined.fetch(ids)),
      inFile: (host) => this.#links.inFile(host),
      allowed: () => this.#settings.get().allowedCommands,
      allow: (allowedCommands) => this.#settingsAre(this.#settings.set({ allowedCommands })),
    });
    const findHost = (id: string): StoredHost | undefined => this.#connectable.get(id);
    const shells = (): ShellManager => this.#shells;
    this.#sharing = new Sharing({ file: this.#file('joined'), front, notices, shells });
    const { companies, joined } = this.#sharing;
    this.#shells = new ShellManager({
      findHost: (id) => findHost(id) ?? joined.host(id) ?? foundHost(id) ?? typedHost(id),
      factory: (host, ...rest) => ways[host.kind].shells(host, ...rest),
      installer,
      broadcast: (name, payload) => this.#tellHome(name, payload),
      clock: systemClock,
      thresholds: () => thresholdsOf(this.#settings.get()),
      onStatus: (status) => this.#shellIs(status),
      onChange: () => this.#layout.changed(),
      watchCompany: (shellId, company, tell) => companies.watch(shellId, company, tell),
      files: this.#makeTerminalFiles(),
    });
    this.#layout = this.#makeLayout();
    this.#tunnels = this.#makeTunnels((host, patient) => carrierOf(ways, host, patient));
    this.#files = this.#makeFiles(ways);
    this.#waking = new Waking(connections, this.#shells, this.#tunnels, this.#files);
    const isOpenHere = this.#shells.shows.bind(this.#shells);
    const hold = (host: StoredHost) => ways[host.kind].agent?.(host);
    this.#running = new RunningShells({ findHost, hold, isOpenHere, clock: systemClock });
    this.#links = this.#makeLinks();
    this.#updates = this.#makeUpdates();
    this.#lastRun = this.#makeLastRun();
    this.#keepHouse();
    this.#tellFile('hosts', this.#hosts.notice);
    this.#tellFile('settings', this.#settings.notice);
    this.#tellFile('schemes', this.#schemes.store.notice);
    this.#tellFile('joined', joined.notice);
    this.#tellFile('window', this.#windows.notice);
    this.#tellFile('files', this.#files.notices.files);
    this.#tellFile('edits', this.#files.notices.edits);
  }

  #makeWindows(): AppWindows {
    return new AppWindows({
      preload: join(BUILT, 'preload', 'preload.cjs'),
      placesFile: this.#file('window'),
      colours: () => this.#schemes.frame,
      ...{ platform: this.#platform, log: this.#log },
      nativeFrame: () => this.#settings.get().nativeFrame,
      windowsOf: () => this.#layout,
      notices: () => this.#notices,
      unstored: () => this.#unstored,
      busyPrograms: () => this.#shells.busyPrograms(),
      unsavedTexts: (window) => this.#files.edits.typedIn(window),
      onClosing: () => this.#lastRun.leave(),
      onFront: (id) => this.#layout.toFront(id),
      beforeGone: (window) => this.#windows.known.showsNone(window),
      onGone: (gone) => {
        this.#notices.forget(gone);
        this.#tunnels.watch(false, gone);
        this.#files.desk.windowGone(gone);
        this.#files.edits.windowGone(gone);
        this.#sharing.opened.windowGone(gone);
        this.#layout.pageGone(gone.layoutId);
      },
    });
  }

  #file(file: DataFile): string {
    return join(this.#folder, DATA_FILES[file]);
  }

  #tellFile(file: DataFile, notice: Said | null): void {
    if (notice) this.#notices.add(`${file}-file`, 'warning', notice);
  }

  #makeLayout(): LayoutDesk {
    const file = { path: this.#file('tabs'), clock: systemClock, delayMs: 0 };
    return new LayoutDesk({
      shells: this.#shells,
      store: new LatestFile({ ...file, ...this.#unstored.of('tabs') }),
      clock: systemClock,
      tell: (window, view) => this.#windows.known.of(window)?.emit('layout:changed', view),
      onChange: (...changed) => this.#windows.desk.follow(...changed),
      notify: (window, text) => {
        const ref = this.#windows.known.of(window);
        if (ref) this.#notices.addFor(ref, 'layout', 'warning', text);
      },
      onLeave: (shell) => {
        this.#tunnels.shellGone(shell);
        this.#questions.leave(shell);
      },
      onTrouble: (error) => this.#log.error(`a shell was not left: ${detail(error)}`),
    });
  }

  /** Of a shell that no window shows, that one is told which is to. */
  #tellHome<N extends keyof Events>(name: N, payload: Events[N]): void {
    const { shellId = '' } = payload as { shellId?: string };
    const home = this.#layout.homeOf(shellId);
    if (home !== undefined) this.#windows.known.of(home)?.emit(name, payload);
    else this.#files.desk.windowOf(shellId)?.emit(name, payload);
  }

  #makeTerminalFiles(): TerminalFiles {
    return terminalFiles({
      questions: this.#questions,
      windowOf: (shellId) => this.#windows.desk.byId(this.#layout.homeOf(shellId) ?? '')?.native,
      hostOf: (shellId) => {
        const { hostId = '' } = this.#shells.statusOf([shellId])[0] ?? {};
        const saved = this.#hosts.get(hostId);
        const name = saved?.name ?? this.#nameOf(hostId);
        return { id: saved ? hostId : name, name };
      },
      transfers: () => this.#files.transfers,
    });
  }

  /** Of a host that isn't saved. */
  #nameOf(hostId: string): string {
    const host = this.#sharing.joined.host(hostId) ?? foundHost(hostId) ?? typedHost(hostId);
    return host?.name || hostId;
  }

  #makeFiles(ways: Ways): FileRoom {
    const room = makeFileRoom({
      ways,
      findHost: (id) => this.#connectable.get(id),
      fetch: (id) => this.#connectable.fetch([id]),
      questions: this.#questions,
      surroundings: this.#keys.surroundings,
      clock: systemClock,
      editor: () => this.#settings.get().fileEditor,
      paths: {
        files: this.#file('files'),
        edits: this.#file('edits'),
        copies: join(this.#folder, 'edits'),
        transfers: this.#file('transfers'),
        out: join(this.#folder, 'out'),
      },
      stored: (what) => this.#unstored.of(what),
      broadcast: this.#windows.broadcast,
      progress: new TransferProgress(() => this.#windows.desk.all.map(({ native }) => native)),
      tellFile: (file, notice) => this.#tellFile(file, notice),
      warn: (error) => this.#log.warning(`files: ${detail(error)}`),
    });
    app.on('will-quit', () => room.leave());
    return room;
  }

  #makeTunnels(carry: Carry): TunnelDesk {
    const { onStored, onProblem } = this.#unstored.of('tunnels');
    return new TunnelDesk({
      hosts: { get: (id) => this.#connectable.get(id), tunnels: this.#hosts.tunnels },
      fetch: (hostId) => this.#connectable.fetch([hostId]),
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
      fetch: (ids) => this.#connectable.fetch(ids),
      settings: this.#settings,
      shells: this.#shells,
      layout: this.#layout,
      layoutFile: this.#file('tabs'),
      tunnels: this.#tunnels,
      notices: this.#notices,
      faults: this.#faults,
      log: this.#log,
    });
  }

  #keepHouse(): void {
    const settingsAre = (settings: Settings): void => this.#settingsAre(settings);
    keepHouse({
      hosts: this.#hosts,
      clock: systemClock,
      onForgotten: (ids) => forgetSettings(ids, { settings: this.#settings, settingsAre }),
      warn: (line) => this.#log.warning(line),
    });
  }

  #makeLinks(): LinkedConfigs {
    return appLinks({
      ...{ hosts: this.#hosts, broadcast: this.#windows.broadcast },
      onNews: ({ came, went }) => {
        came.forEach((id) => this.#tunnels.hostAdded(id));
        went.forEach((id) => void this.#tunnels.dropHost(id));
      },
    });
  }

  #makeChangedKeys(): ChangedKeys {
    return new ChangedKeys({
      questions: this.#questions,
      explain: (key) => explainHostKey(key, this.#keys),
      isKnownHosts: (path, hostId) =>
        isKnownHosts(path, this.#connectable.get(hostId)?.options ?? '', this.#keys),
      remove: (name, path) => removeHostKey(name, path, this.#keys),
      reconnect: async (shellId) => this.#shells.reconnect(shellId),
      notRemoved: (error) => {
        const why = error instanceof PersonError ? error.said : String(error);
        this.#notices.add('host-key', 'error', say('host-key-not-removed', { why }));
      },
    });
  }

  #makeUpdates(): Updates {
    return new Updates({
      platform: this.#platform,
      broadcast: this.#windows.broadcast,
      log: (line) => this.#log.warning(line),
      mayLook: () => this.#settings.get().lookForUpdates,
      closeWindow: () => this.#windows.closing.quitIfAllowed(),
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
    const renderer = join(BUILT, 'renderer');
    // `handle`, which is newer, has Node read its whole fetch at each start, before the first file is
    // answered: some 25 ms of processor time, on the way to the first picture.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- for the time it saves
    protocol.registerBufferProtocol(SCHEME, (request, answer) => {
      void answerAppFile(renderer, request).then(answer);
    });
    this.#setMenu();
    followTheme(this.#settings, this.#windows.broadcast);
    followScreenReader(this.#windows.broadcast);
    this.#lastRun.read();
    const takenUp = this.#windows.open().then(() => this.#lastRun.takeUp());
    void takenUp.then(() => this.#links.start());
    void takenUp.then(() => this.#files.takeUp());
    this.#answerCalls(this.#lastRun.takeUpEmpty() ? Promise.resolve() : takenUp);
    this.#updates.desk.start();
    this.#log.info(`Bowline ${app.getVersion()} started`);
  }

  #setMenu(): void {
    const run = (command: Command): void => carryOut(command, this.#windows.desk.front);
    setApplicationMenu(run, this.#settings.get().keys);
  }

  #answerCalls(ready: Promise<void>): void {
    const [shells, windows] = [this.#shells, this.#windows.known];
    const handlersFor = makeHandlers({
      info: (caller) =>
        appInfo(this.#platform, this.#windows.desk.of(caller), this.#notices.for(caller)),
      isFront: (caller) => caller === this.#windows.front(),
      leaving: (...told) => this.#windows.leaving.told(...told),
      ring: (caller, how) => this.#ringing.ring(this.#windows.desk.of(caller)?.native, how),
      placeNext: (id, point) => this.#windows.desk.placeNext(id, point),
      raise: (id) => this.#windows.desk.raise(id),
      hasPicture: (caller) => this.#windows.desk.hasPicture(caller),
      hosts: this.#hosts,
      connectable: this.#connectable,
      settings: this.#settings,
      schemes: this.#schemes,
      nativeOf: (caller) => this.#windows.desk.of(caller)?.native,
      shells,
      questions: this.#questions,
      vault: this.#vault,
      layout: this.#layout,
      running: this.#running,
      sharing: this.#sharing,
      tunnels: this.#tunnels,
      files: this.#files,
      updates: this.#updates,
      foundShells: this.#foundShells,
      ...{ links: this.#links, askSsh: this.#askSsh, testHost: this.#testHost },
      keys: this.#keys,
      settingsAre: (settings) => this.#settingsAre(settings),
      fonts: () => installedFonts(process.env),
      broadcast: windows.broadcast,
    });
    const gate = { handlersFor, log: (line: string) => this.#log.warning(line) };
    registerCalls({ gate, windows, ready, watch: startWatchdog(this.#log) });
  }

  #settingsAre(settings: Settings): void {
    nativeTheme.themeSource = settings.theme;
    this.#setMenu();
    this.#schemes.repaint();
    for (const { native } of this.#windows.desk.all) native.setOpacity(settings.opacity);
    this.#windows.broadcast('settings:changed', settings);
    this.#connections.judgeAnew();
    this.#vault.judgeAnew();
    this.#shells.judgeLagAnew();
  }

  /** Somebody may have edited their file. */
  #settingsEdited(): void {
    const { settings, notice } = this.#settings.reread();
    if (notice) this.#notices.add('settings-file', 'warning', notice);
    if (settings) this.#settingsAre(settings);
  }

  #listen(): void {
    watchSettings({
      path: this.#settings.path,
      clock: systemClock,
      onChange: () => this.#settingsEdited(),
      onTrouble: (error) => this.#log.warning(`settings are not watched: ${detail(error)}`),
    });
    app.on('browser-window-created', (_event, native) => {
      const { opacity } = this.#settings.get();
      if (opacity < 1) native.setOpacity(opacity);
    });
    const gone = (): void => this.#updates.leave();
    const ended = (): void => this.#updates.endForGood();
    followWishes({
      bringToFront: () => this.#windows.desk.front?.bringToFront(),
      quitting: () => this.#windows.closing.quitting(),
      quitNow: () => void this.#windows.closing.quitNow(),
      ...{ platform: this.#platform, gone, ended },
    });
    app.on('will-quit', () => this.#closeHosts());
    app.on('will-quit', writeCompiled);
    systemClock.after(COMPILED_AFTER_MS, writeCompiled);
  }

  // What fails now must not keep the app from ending.
  #closeHosts(): void {
    try {
      this.#links.stop();
      this.#hosts.close();
    } catch (error) {
      this.#log.error(`the saved hosts were not closed: ${detail(error)}`);
    }
  }

  #shellIs(status: ShellStatus): void {
    this.#tunnels.shellIs(status);
    this.#changedKeys.shellIs(status);
    tellLinks(this.#links, this.#hosts, status);
    if (status.state === 'reconnecting') this.#waking.watchNetwork();
  }

  #tellTunnels(view: HostTunnelsView): void {
    this.#windows.tellTunnels(view);
    if (this.#tunnels.waiting) this.#waking.watchNetwork();
  }
}
