// The one window: made sandboxed, shown once it has something to show, brought back after a
// crash, and closed only when nothing that runs in it would be lost unasked. On macOS closing it is
// no wish to quit: it is put away with all its tabs until it is wanted again.
import type { Said } from '../../words/said.ts';
import { BrowserWindow, nativeTheme, screen, type WebContents } from 'electron';
import { withResolvers } from '../../core/task/taskGroup.ts';
import type { Clock } from '../../core/time/clock.ts';
import { LANGUAGE_ARGUMENT } from '../ipc/names.ts';
import { LatestFile } from '../settings/latestFile.ts';
import type { WindowRef } from '../window.ts';
import { Closing } from './closing.ts';
import { ORIGIN } from './origin.ts';
import { language } from './language.ts';
import { windowFrame } from './windowFrame.ts';
import { fittingPlace, MINIMUM, readPlace, type WindowPlace } from './windowBounds.ts';

/** What the page is drawn on, so that opening and resizing don't flash. */
const BACKGROUND = { dark: '#0f1216', light: '#eef1f5' };
/** A window that is dragged along is stored this often; it is what a kill -9 may lose. */
const PLACE_DELAY_MS = 500;
/** A window that crashes more often than this within a minute is not brought back any more. */
const CRASH_LIMIT = 3;
const CRASHES_COUNT_FOR_MS = 60_000;

export interface MainWindowOptions {
  /** The page is ours, and may call. */
  add: (page: WebContents) => WindowRef;
  preload: string;
  /** Remembers the window's place. */
  placeFile: string;
  platform: NodeJS.Platform;
  clock: Clock;
  /** May the window go? Asks the user where something would be lost. */
  mayClose: () => Promise<boolean>;
  /** The window goes: end what runs in it. */
  onClosing: () => Promise<void>;
  /** Something went wrong while it closed; it goes all the same. */
  onTrouble: (error: unknown) => void;
  /** What the user must know about the file of its place. */
  onNotice: (text: Said) => void;
  onPlaceStored: () => void;
  onPlaceUnstored: (error: unknown) => void;
  /** The page is gone; it is being loaded again unless this was once too often. */
  onCrash: (reason: string, broughtBack: boolean) => void;
}

export class MainWindow {
  /** Tells it, and knows its calls. */
  readonly ref: WindowRef;
  readonly #options: MainWindowOptions;
  readonly #window: BrowserWindow;
  readonly #place: LatestFile<WindowPlace>;
  readonly #closing: Closing;
  readonly #shown = withResolvers<void>();
  #quitting = false;
  #away = false;
  #crashes: number[] = [];

  constructor(options: MainWindowOptions) {
    this.#options = options;
    const displays = screen.getAllDisplays().map((display) => display.workArea);
    const { stored, notice } = readPlace(options.placeFile, new Date());
    if (notice) options.onNotice(notice);
    const { maximized, ...place } = fittingPlace(stored, displays);
    this.#window = new BrowserWindow({
      ...windowOptions(options.preload, place),
      ...windowFrame(options.platform),
    });
    this.#place = makePlaceFile(options);
    this.ref = options.add(this.#window.webContents);
    this.#closing = this.#makeClosing();
    if (maximized) this.#window.maximize();
    this.#listen();
    void this.#window.loadURL(`${ORIGIN}/`);
  }

  /** Resolved once the user sees it; never where it closes before. */
  get shown(): Promise<void> {
    return this.#shown.promise;
  }

  get native(): BrowserWindow {
    return this.#window;
  }

  /** Closed by its user, on macOS; its shells and tunnels go on. */
  get away(): boolean {
    return this.#away;
  }

  bringToFront(): void {
    this.#away = false;
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  /** As the user's own closing; false where they would rather not. */
  async closeIfAllowed(): Promise<boolean> {
    await this.#closing.closeIfAllowed();
    return this.#closing.begun;
  }

  /** The app is asked to quit: from now on closing is meant. Until the user minds. */
  quitting(): void {
    this.#quitting = true;
  }

  /** Closes without asking: the system is going down, or the user has been asked. */
  closeNow(): Promise<void> {
    return this.#closing.closeNow();
  }

  #makeClosing(): Closing {
    const { clock, mayClose, onClosing, onTrouble } = this.#options;
    const steps = [
      () => this.#place.close(this.#where),
      () => this.#window.hide(), // ending programs may take a moment
      onClosing,
    ];
    return new Closing({
      clock,
      mayClose,
      steps,
      destroy: () => this.#window.destroy(),
      onTrouble,
    });
  }

  get #where(): WindowPlace {
    return { ...this.#window.getNormalBounds(), maximized: this.#window.isMaximized() };
  }

  #listen(): void {
    const window = this.#window;
    window.once('ready-to-show', () => this.#show());
    window.on('close', (event) => {
      event.preventDefault();
      if (this.#options.platform === 'darwin' && !this.#quitting) this.#putAway();
      else void this.#closing.closeIfAllowed().finally(() => (this.#quitting = false));
    });
    this.#followPlace();
    window.on('enter-full-screen', () => this.ref.emit('app:fullScreen', true));
    window.on('leave-full-screen', () => this.ref.emit('app:fullScreen', false));
    window.webContents.on('render-process-gone', (_event, { reason }) => this.#crashed(reason));
    window.webContents.on('did-finish-load', () => this.#show());
    nativeTheme.on('updated', () => {
      if (!window.isDestroyed()) window.setBackgroundColor(background());
    });
  }

  #show(): void {
    if (!this.#away) this.#window.show();
    this.#shown.resolve();
  }

  // Hidden from full screen, it would leave that screen behind, black.
  #putAway(): void {
    this.#away = true;
    if (!this.#window.isFullScreen()) return this.#window.hide();
    this.#window.once('leave-full-screen', () => {
      if (this.#away) this.#window.hide();
    });
    this.#window.setFullScreen(false);
  }

  #followPlace(): void {
    const changed = (): void => this.#place.save(this.#where);
    this.#window.on('show', changed); // it may have been moved before
    this.#window.on('resize', changed);
    this.#window.on('move', changed);
    this.#window.on('maximize', changed);
    this.#window.on('unmaximize', changed);
  }

  #crashed(reason: string): void {
    if (reason === 'clean-exit' || this.#closing.begun) return;
    const now = performance.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < CRASHES_COUNT_FOR_MS), now];
    const again = this.#crashes.length <= CRASH_LIMIT;
    this.#options.onCrash(reason, again);
    // Chromium is still taking the old process down, and doesn't survive a reload in here.
    if (again) setImmediate(() => this.#reload());
  }

  #reload(): void {
    if (!this.#window.isDestroyed()) this.#window.webContents.reload();
  }
}

function makePlaceFile(options: MainWindowOptions): LatestFile<WindowPlace> {
  const { placeFile: path, clock, onPlaceStored, onPlaceUnstored } = options;
  return new LatestFile({
    ...{ path, clock, delayMs: PLACE_DELAY_MS },
    ...{ onStored: onPlaceStored, onProblem: onPlaceUnstored },
  });
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light;
}

function windowOptions(preload: string, place: object): Electron.BrowserWindowConstructorOptions {
  return {
    ...place,
    minWidth: MINIMUM.width,
    minHeight: MINIMUM.height,
    title: 'Bowline',
    show: false,
    backgroundColor: background(),
    webPreferences: {
      preload,
      additionalArguments: [`${LANGUAGE_ARGUMENT}${language()}`],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false, // it would fetch dictionaries, and nobody spells in a shell
      backgroundThrottling: false, // a hidden window goes on parsing, or shells would stand still
    },
  };
}
