// A window whose page crashes is loaded again, with its own count. One that crashes again and again is
// given up: its tabs go to the window in front, so that no shell is lost; the last one takes the app
// along.
import { randomUUID } from 'node:crypto';
import { say } from '../../words/said.ts';
import type { AppWindow, NativeWindow } from './appWindow.ts';
import type { Notices } from './notices.ts';
import type { WindowDesk } from './windowDesk.ts';
import type { WindowsOf } from './windowsOf.ts';

export interface CrashesOptions<N extends NativeWindow> {
  desk: WindowDesk<N>;
  windowsOf: () => WindowsOf;
  notices: () => Pick<Notices, 'addFor'>;
  log: (line: string) => void;
  onTrouble: (error: unknown) => void;
  /** The only window can't be brought back: says so, and ends the app. */
  onLastGone: () => void;
}

export class Crashes<N extends NativeWindow = NativeWindow> {
  readonly #options: CrashesOptions<N>;

  constructor(options: CrashesOptions<N>) {
    this.#options = options;
  }

  /** Its page is gone; it is being loaded again if `broughtBack`. */
  crashed(window: AppWindow<N>, reason: string, broughtBack: boolean): void {
    const { desk, notices, log, onLastGone } = this.#options;
    log(`a window's process is gone: ${reason}`);
    if (broughtBack) return notices().addFor(window.ref, 'crash', 'warning', say('window-crashed'));
    if (desk.isOnly(window)) return onLastGone();
    window.leave();
    const heir = desk.front!;
    if (this.#handsOver(window.id, heir.id)) {
      notices().addFor(heir.ref, 'crash', 'warning', say('window-crashed-for-good'));
    }
  }

  /** What can't be moved is closed instead, and can be reopened. */
  #handsOver(from: string, to: string): boolean {
    const { windowsOf, onTrouble } = this.#options;
    try {
      this.#moveTabs(from, to);
      return true;
    } catch (error) {
      onTrouble(error);
      void windowsOf().windowClosed(from).catch(onTrouble);
      return false;
    }
  }

  /** To the end of the others; which of those is shown stays as it is. */
  #moveTabs(from: string, to: string): void {
    const windows = this.#options.windowsOf();
    const find = (id: string) => windows.layout.windows.find((one) => one.id === id);
    const active = find(to)?.active ?? null;
    for (const { id: tab } of find(from)?.tabs ?? []) {
      const place = { window: to, index: find(to)?.tabs.length ?? 0 };
      windows.change(from, { op: 'move-tab', tab, to: place });
    }
    if (active !== null) windows.change(to, { op: 'show', tab: active });
    // Its last tab takes a window along; one that had none is there still.
    if (find(from)) windows.change(from, { op: 'close-window', window: from, item: randomUUID() });
  }
}
