// What closing comes to: one window of several goes with its tabs, the last one takes the app along or
// on macOS is put away, and quitting takes all at once as they stand. However much would be lost, one
// question is asked about it.
import type { Clock } from '../../core/time/clock.ts';
import type { AppWindow, NativeWindow } from './appWindow.ts';
import { Closing } from './closing.ts';
import type { Leaving } from './leaveQuestion.ts';
import type { WindowDesk } from './windowDesk.ts';
import type { WindowsOf } from './windowsOf.ts';

export interface ClosingRulesOptions<N extends NativeWindow> {
  platform: NodeJS.Platform;
  clock: Clock;
  desk: WindowDesk<N>;
  windowsOf: () => WindowsOf;
  /** Of all windows, those that would end with the app. */
  busyPrograms: () => Promise<string[]>;
  /** Asks in that window, where there is anything to lose. */
  mayLeave: (window: AppWindow<N>, programs: string[], what: Leaving) => Promise<boolean>;
  /** The app goes: end what runs in it. */
  onClosing: () => Promise<void>;
  /** Something went wrong on the way; what was to go goes all the same. */
  onTrouble: (error: unknown) => void;
}

export class ClosingRules<N extends NativeWindow = NativeWindow> {
  readonly #options: ClosingRulesOptions<N>;
  readonly #app: Closing;
  readonly #closings = new WeakMap<AppWindow<N>, Closing>();
  #quitting = false;

  constructor(options: ClosingRulesOptions<N>) {
    this.#options = options;
    this.#app = this.#makeAppClosing();
  }

  /** Its user closes this window. */
  wished(window: AppWindow<N>): void {
    if (this.#app.begun || window.leaving) return;
    if (this.#quitting) void this.#quit();
    else if (!this.#isLast(window)) void this.#closingOf(window).closeIfAllowed();
    else if (this.#options.platform === 'darwin') window.putAway();
    else void this.#app.closeIfAllowed();
  }

  /** The app is asked to quit: from now on closing a window means that. Until the user minds. */
  quitting(): void {
    this.#quitting = true;
  }

  /** Ends the app with all its windows; false where its user would rather not. */
  async quitIfAllowed(): Promise<boolean> {
    await this.#app.closeIfAllowed();
    return this.#app.begun;
  }

  /** Likewise, without asking: the system is going down, or the user has been asked. */
  quitNow(): Promise<void> {
    return this.#app.closeNow();
  }

  async #quit(): Promise<void> {
    await this.#app.closeIfAllowed();
    this.#quitting = false;
  }

  #isLast(window: AppWindow<N>): boolean {
    return this.#options.desk.isOnly(window);
  }

  #makeAppClosing(): Closing {
    const { clock, desk, onClosing, onTrouble } = this.#options;
    return new Closing({
      clock,
      mayClose: () => this.#mayQuit(),
      steps: [
        () => desk.end(),
        () => desk.all.forEach((window) => window.leave()), // ending programs may take a moment
        onClosing,
      ],
      destroy: () => desk.destroyAll(),
      onTrouble,
    });
  }

  /** A question is asked where the user sees it. */
  async #mayQuit(): Promise<boolean> {
    const { desk, platform, busyPrograms } = this.#options;
    const programs = await busyPrograms();
    const { front } = desk;
    if (!front) return true;
    const quits = platform === 'darwin' || !this.#isLast(front);
    return this.#ask(front, programs, quits ? 'quit' : 'close');
  }

  #ask(window: AppWindow<N>, programs: string[], what: Leaving): Promise<boolean> {
    if (programs.length > 0) window.bringToFront();
    return this.#options.mayLeave(window, programs, what);
  }

  /** One for each window, so that it is asked about once at a time. */
  #closingOf(window: AppWindow<N>): Closing {
    const known = this.#closings.get(window);
    if (known) return known;
    const { clock, desk, windowsOf, onTrouble } = this.#options;
    const made = new Closing({
      clock,
      mayClose: () => this.#mayClose(window),
      steps: [() => windowsOf().windowClosed(window.id)],
      destroy: () => desk.drop(window),
      onTrouble,
    });
    this.#closings.set(window, made);
    return made;
  }

  /** Whatever happened while its user thought: the last one is closed as the last one. */
  async #mayClose(window: AppWindow<N>): Promise<boolean> {
    const agreed = await this.#agrees(window);
    if (!agreed || this.#app.begun || window.leaving) return false;
    if (!this.#isLast(window)) {
      window.leave(); // at once: whoever is asked about another one must know
      return true;
    }
    if (this.#options.platform === 'darwin') window.putAway();
    else void this.#app.closeNow();
    return false;
  }

  /** Where the question can't be asked, the wish to close counts. */
  async #agrees(window: AppWindow<N>): Promise<boolean> {
    try {
      const programs = await this.#options.windowsOf().busyProgramsOf(window.id);
      return await this.#ask(window, programs, 'close');
    } catch (error) {
      this.#options.onTrouble(error);
      return true;
    }
  }
}
