// What the user must know: gathered before there is a window to say it in, told at once after. Each is
// said in one window: the one that it concerns, or the one in front. Only what stays true for as long
// as the app runs is said in all of them.
import type { Said } from '../../words/said.ts';
import type { Notice } from '../ipc/contract.ts';
import type { Emit, WindowRef } from '../window.ts';

interface Kept {
  notice: Notice;
  /** Where it is said; undefined for all, or while there is none. */
  window: WindowRef | undefined;
  /** It is about that window, and another one may have one of the same id. */
  ofWindow: boolean;
}

export interface NoticesOptions {
  /** Tells all windows. */
  broadcast: Emit;
  /** Undefined while there is no window. */
  front: () => WindowRef | undefined;
}

export class Notices {
  readonly #options: NoticesOptions;
  #kept: Kept[] = [];

  constructor(options: NoticesOptions) {
    this.#options = options;
  }

  /** For a window that is only starting, or starting again. */
  for(window: WindowRef): Notice[] {
    const own = this.#kept.filter((one) => {
      if (!one.notice.lasting) one.window ??= this.#options.front() ?? window;
      return (one.window ?? window) === window;
    });
    return own.map(({ notice }) => notice);
  }

  /** Saying the same again replaces the earlier notice, where that was said. */
  add(id: string, level: Notice['level'], text: Said): void {
    const earlier = this.#kept.find(({ notice, ofWindow }) => notice.id === id && !ofWindow);
    const window = earlier?.window ?? this.#options.front();
    this.#put({ notice: { id, level, text }, window, ofWindow: false });
    window?.notify({ id, level, text });
  }

  /** As `add`, in the one window that it concerns. */
  addFor(window: WindowRef, id: string, level: Notice['level'], text: Said): void {
    this.#put({ notice: { id, level, text }, window, ofWindow: true });
    window.notify({ id, level, text });
  }

  /** One that nobody can dismiss: it stays true for as long as the app runs. */
  addLasting(id: string, level: Notice['level'], text: Said): void {
    const notice: Notice = { id, level, text, lasting: true };
    this.#put({ notice, window: undefined, ofWindow: false });
    this.#options.broadcast('app:notice', notice);
  }

  /** The window is gone, and what was said in it. */
  forget(window: WindowRef): void {
    this.#kept = this.#kept.filter((one) => one.window !== window);
  }

  #put(made: Kept): void {
    const isSame = ({ notice, window, ofWindow }: Kept): boolean =>
      notice.id === made.notice.id &&
      ofWindow === made.ofWindow &&
      (!ofWindow || window === made.window);
    const known = this.#kept.findIndex(isSame);
    const place = known < 0 ? this.#kept.length : known;
    this.#kept.splice(place, known < 0 ? 0 : 1, made);
  }
}
