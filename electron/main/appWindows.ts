// The app's windows, put together: which there are, what closing one or all of them comes to, and who
// is told what of them.
import type { FrameColours } from '../../core/look/derive.ts';
import { dialog, type BrowserWindow, type WebContents } from 'electron';
import { systemClock } from '../../core/time/clock.ts';
import { inWords, say, type Said } from '../../words/said.ts';
import { words } from '../../words/window.ts';
import type { HostTunnelsView } from '../ipc/contract.ts';
import type { Emit, WindowRef } from '../window.ts';
import { ClosingRules } from './closingRules.ts';
import { Crashes } from './crashes.ts';
import { electronPort } from './electronPort.ts';
import { detail } from './faults.ts';
import { LeaveAsking } from './leaveAsking.ts';
import { mayLeave } from './leaving.ts';
import type { Logger } from './logger.ts';
import { followSystem, nativeWindow, workAreas } from './nativeWindow.ts';
import type { Notices } from './notices.ts';
import type { Unstored } from './unstored.ts';
import { logConsole } from './watchdog.ts';
import { WindowDesk } from './windowDesk.ts';
import { WindowPlaces } from './windowPlaces.ts';
import { Windows } from './windows.ts';
import type { WindowsOf } from './windowsOf.ts';

export interface AppWindowsOptions {
  /** The script that the pages are given. */
  preload: string;
  /** Remembers where the windows stand. */
  placesFile: string;
  /** The colours in force: a window is painted in them before its page is there. */
  colours: () => FrameColours;
  platform: NodeJS.Platform;
  /** Whether the next window has the system's frame. */
  nativeFrame: () => boolean;
  log: Logger;
  /** Who owns the layout. This and what follows is there once the first window is. */
  windowsOf: () => WindowsOf;
  /** That window of the layout has the keyboard now. */
  onFront: (id: string) => void;
  notices: () => Notices;
  unstored: () => Unstored;
  /** Programs that would end with the app. */
  busyPrograms: () => Promise<string[]>;
  /** Files with text that would be lost with a window, or with all of them. */
  unsavedTexts: (window?: WindowRef) => string[];
  /** The app goes: end what runs in it. */
  onClosing: () => Promise<void>;
  /** Out of the layout and out of sight; it goes for good once this is done, or has taken too long. */
  beforeGone: (window: WindowRef) => void | Promise<void>;
  onGone: (window: WindowRef) => void;
}

export class AppWindows {
  /** Who calls, by their pages. */
  readonly known: Windows<WebContents>;
  readonly desk: WindowDesk<BrowserWindow>;
  readonly closing: ClosingRules<BrowserWindow>;
  /** What is asked in the windows before programs end. */
  readonly leaving = new LeaveAsking({ clock: systemClock });
  /** What the user must know of the file of their places; null when all is well. */
  readonly notice: Said | null;
  readonly #options: AppWindowsOptions;
  readonly #crashes: Crashes<BrowserWindow>;

  constructor(options: AppWindowsOptions) {
    this.#options = options;
    this.known = new Windows(electronPort, options.onGone);
    const places = this.#openPlaces();
    this.notice = places.notice;
    this.desk = this.#makeDesk(places);
    this.closing = this.#makeClosing();
    this.#crashes = this.#makeCrashes();
  }

  /** Opens those of the layout, one by one. Resolved once the user sees one of them. */
  open(): Promise<void> {
    followSystem(this.desk, this.#options.colours);
    this.desk.follow(this.#options.windowsOf().layout);
    return this.desk.firstShown;
  }

  /** The window in front, to be told what is for one alone; undefined while there is none. */
  readonly front = (): WindowRef | undefined => this.desk.front?.ref;

  get broadcast(): Emit {
    return this.known.broadcast;
  }

  /** Each shows them, and the one in front says what has happened. */
  tellTunnels(view: HostTunnelsView): void {
    const front = this.front();
    for (const window of this.known.all) {
      window.emit('tunnels:changed', { ...view, front: window === front });
    }
  }

  #openPlaces(): WindowPlaces {
    const { placesFile: path, unstored } = this.#options;
    return new WindowPlaces({
      ...{ path, clock: systemClock, now: new Date() },
      onStored: () => unstored().stored('window'),
      onProblem: (error) => unstored().failed('window', error),
    });
  }

  #makeDesk(places: WindowPlaces): WindowDesk<BrowserWindow> {
    const { preload, platform, nativeFrame, colours, log, onFront, beforeGone } = this.#options;
    return new WindowDesk({
      ...{ places, displays: workAreas, clock: systemClock, onFront, beforeGone },
      make: (place) =>
        nativeWindow(preload, platform, { native: nativeFrame(), colours: colours() }, place),
      add: ({ webContents }, layoutId) => {
        logConsole(webContents, log);
        return this.known.add(webContents, layoutId);
      },
      onClose: (window) => this.closing.wished(window),
      onCrash: (...args) => this.#crashes.crashed(...args),
      onTrouble: this.#whileClosing,
    });
  }

  #makeClosing(): ClosingRules<BrowserWindow> {
    const { platform, windowsOf, busyPrograms, onClosing } = this.#options;
    return new ClosingRules({
      ...{ platform, clock: systemClock, desk: this.desk, windowsOf, busyPrograms, onClosing },
      mayLeave: (window, programs, what) => {
        const texts = this.#options.unsavedTexts(what === 'quit' ? undefined : window.ref);
        if (texts.length > 0) window.bringToFront();
        return mayLeave(this.leaving, window, { programs, texts }, what);
      },
      onTrouble: this.#whileClosing,
    });
  }

  #makeCrashes(): Crashes<BrowserWindow> {
    const { log, windowsOf, notices } = this.#options;
    return new Crashes({
      ...{ desk: this.desk, windowsOf, notices },
      log: (line) => log.error(line),
      onTrouble: this.#whileClosing,
      onLastGone: () => {
        dialog.showErrorBox(words.native.name, inWords(say('window-crashes-again')));
        void this.closing.quitNow();
      },
    });
  }

  readonly #whileClosing = (error: unknown): void =>
    this.#options.log.error(`while closing: ${detail(error)}`);
}
