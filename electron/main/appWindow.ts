// One of the app's windows: shown once it has something to show, loaded again after a crash, and moved
// in when its display goes. Whether it may close is for closingRules.ts to say. Knows of Electron's
// window only what it needs, so that a test can play one.
import type { Rectangle } from 'electron';
import { withResolvers } from '../../core/task/taskGroup.ts';
import type { WindowRef } from '../window.ts';
import { ORIGIN } from './origin.ts';
import { movedIn, type WindowPlace } from './windowBounds.ts';

/** A window that crashes more often than this within a minute is not brought back any more. */
export const CRASH_LIMIT = 3;
export const CRASHES_COUNT_FOR_MS = 60_000;

type WindowEvent =
  | 'close'
  | 'closed'
  | 'enter-full-screen'
  | 'focus'
  | 'hide'
  | 'leave-full-screen'
  | 'maximize'
  | 'minimize'
  | 'move'
  | 'ready-to-show'
  | 'resize'
  | 'restore'
  | 'show'
  | 'unmaximize';

/** What is needed of Electron's `BrowserWindow`. */
export interface NativeWindow {
  readonly webContents: {
    on(
      event: 'render-process-gone' | 'did-finish-load',
      listener: (...args: never[]) => void,
    ): unknown;
    reload(): void;
  };
  on(event: WindowEvent, listener: (...args: never[]) => void): unknown;
  once(event: WindowEvent, listener: (...args: never[]) => void): unknown;
  isDestroyed(): boolean;
  isFocused(): boolean;
  isFullScreen(): boolean;
  isMaximized(): boolean;
  isMinimized(): boolean;
  getNormalBounds(): Rectangle;
  setBounds(bounds: Rectangle): void;
  setFullScreen(on: boolean): void;
  setBackgroundColor(color: string): void;
  maximize(): void;
  restore(): void;
  show(): void;
  showInactive(): void;
  hide(): void;
  focus(): void;
  /** Before all others, without the keyboard. */
  moveTop(): void;
  destroy(): void;
  loadURL(url: string): Promise<void>;
}

export interface AppWindowOptions<N extends NativeWindow> {
  native: N;
  /** Tells it, and knows its calls. */
  ref: WindowRef;
  maximized: boolean;
  /** It gets the keyboard when it is shown first. */
  active: boolean;
  /** Milliseconds, of any beginning. */
  now: () => number;
  /** The work areas now. */
  displays: () => readonly Rectangle[];
  /** Its user wants it closed. */
  onClose: () => void;
  onFocus: () => void;
  /** It stands somewhere else, or is another size. */
  onMoved: () => void;
  /** The page is gone; it is being loaded again unless this was once too often. */
  onCrash: (reason: string, broughtBack: boolean) => void;
}

export class AppWindow<N extends NativeWindow = NativeWindow> {
  readonly ref: WindowRef;
  readonly native: N;
  readonly #options: AppWindowOptions<N>;
  readonly #firstShown = withResolvers<void>();
  #wasShown = false;
  #isShown = false;
  #away = false;
  #leaving = false;
  #crashes: number[] = [];

  constructor(options: AppWindowOptions<N>) {
    this.#options = options;
    this.native = options.native;
    this.ref = options.ref;
    if (options.maximized) this.native.maximize();
    this.#listen();
    this.#followPlace();
    this.#followSight();
    void this.native.loadURL(`${ORIGIN}/`);
  }

  /** Of its window in the layout. */
  get id(): string {
    return this.ref.layoutId;
  }

  /** Resolved once the user sees it; never where it closes before. */
  get firstShown(): Promise<void> {
    return this.#firstShown.promise;
  }

  /** It can be seen: it isn't minimised or put away. */
  get isShown(): boolean {
    return this.#isShown;
  }

  /** Closed by its user, on macOS; its shells and tunnels go on. */
  get away(): boolean {
    return this.#away;
  }

  /** It is on its way out, and takes nothing more. */
  get leaving(): boolean {
    return this.#leaving || this.native.isDestroyed();
  }

  get where(): WindowPlace {
    return { ...this.native.getNormalBounds(), maximized: this.native.isMaximized() };
  }

  bringToFront(): void {
    this.#away = false;
    if (this.native.isMinimized()) this.native.restore();
    this.native.show();
    this.native.focus();
  }

  /** As macOS closes the last window: out of sight, with all that is in it. */
  putAway(): void {
    this.#away = true;
    this.#hideSoon();
  }

  /** It goes, and is out of sight from now on: ending programs may take a moment. */
  leave(): void {
    this.#leaving = true;
    this.native.hide();
  }

  /** Displays are others than before: it is moved to where its user can get at it. */
  fitIn(): void {
    const { native } = this;
    if (native.isMinimized() || native.isMaximized() || native.isFullScreen()) return;
    const bounds = native.getNormalBounds();
    const fitting = movedIn(bounds, this.#options.displays());
    if (fitting !== bounds) native.setBounds(fitting);
  }

  #listen(): void {
    const { native, ref } = this;
    const { onClose, onFocus } = this.#options;
    native.once('ready-to-show', () => this.#show());
    native.webContents.on('did-finish-load', () => this.#show());
    native.on('close', (event: { preventDefault: () => void }) => {
      event.preventDefault();
      onClose();
    });
    native.on('focus', onFocus);
    native.on('enter-full-screen', () => ref.emit('app:fullScreen', true));
    native.on('leave-full-screen', () => ref.emit('app:fullScreen', false));
    native.webContents.on(
      'render-process-gone',
      (_event: unknown, { reason }: { reason: string }) => this.#crashed(reason),
    );
  }

  // Once: a page that is loaded again must not take the keyboard from another window.
  #show(): void {
    if (this.#wasShown || this.leaving) return;
    this.#wasShown = true;
    if (this.#options.active && !this.#away) this.native.show();
    else if (!this.#away) this.native.showInactive();
    this.#firstShown.resolve();
  }

  // Hidden from full screen, it would leave that screen behind, black.
  #hideSoon(): void {
    if (!this.native.isFullScreen()) return this.native.hide();
    this.native.once('leave-full-screen', () => {
      if (this.#away) this.native.hide();
    });
    this.native.setFullScreen(false);
  }

  #followPlace(): void {
    const { native } = this;
    const { onMoved } = this.#options;
    native.on('show', onMoved); // it may have been moved before
    for (const event of ['resize', 'move', 'maximize', 'unmaximize'] as const) {
      native.on(event, onMoved);
    }
    for (const event of ['restore', 'unmaximize', 'leave-full-screen'] as const) {
      native.on(event, () => this.fitIn());
    }
  }

  // The page can't know by itself: it isn't throttled, so it always counts as visible to itself.
  #followSight(): void {
    const { native } = this;
    for (const event of ['minimize', 'hide'] as const) native.on(event, () => this.#inSight(false));
    for (const event of ['restore', 'focus'] as const) native.on(event, () => this.#inSight(true));
    // By the latter one that filled its screen may come back, without the keyboard and a `restore`.
    for (const event of ['show', 'maximize'] as const) {
      native.on(event, () => this.#inSight(!native.isMinimized()));
    }
  }

  #inSight(is: boolean): void {
    if (is === this.#isShown) return;
    this.#isShown = is;
    this.ref.emit('app:shown', is);
  }

  #crashed(reason: string): void {
    if (reason === 'clean-exit' || this.leaving) return;
    const now = this.#options.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < CRASHES_COUNT_FOR_MS), now];
    const again = this.#crashes.length <= CRASH_LIMIT;
    this.#options.onCrash(reason, again);
    // Chromium is still taking the old process down, and doesn't survive a reload in here.
    if (again) setImmediate(() => this.#reload());
  }

  #reload(): void {
    if (!this.native.isDestroyed()) this.native.webContents.reload();
  }
}
